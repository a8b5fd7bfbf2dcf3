import { expect } from 'chai'

describe('<dt-media-upload> on a strict page', () => {
  interface Told {
    readonly violations: readonly string[]
    readonly looks: readonly string[]
    readonly percents: readonly number[]
    /** `picture`, or the extension on the sheet in its place. */
    readonly preview: string
    readonly fitted: string
    readonly recorded: string
    readonly posters: number
  }

  /** Opens the page that does everything under a policy, and hears what came of it. */
  const visit = async (policy: string): Promise<Told> => {
    const frame = document.createElement('iframe')
    frame.width = '600'
    frame.height = '800'
    const told = new Promise<MessageEvent>((resolve) => addEventListener('message', resolve, { once: true }))
    frame.src = `/answers/strict-page${policy}`
    document.body.append(frame)
    const { data } = await told
    frame.remove()
    return data
  }

  it('offends neither a policy of default-src none nor Trusted Types, and looks as ever (55) (BR-04) (BR-06)', async function () {
    this.timeout(60_000)
    const strict = await visit('?strict')
    expect(strict.violations).to.deep.equal([])
    const free = await visit('')
    expect(free.looks.length).to.be.above(30)
    const other = strict.looks.filter((look, i) => look !== free.looks[i])
    expect(other).to.deep.equal([])
    const { percents, preview, fitted, recorded, posters } = strict
    expect(percents.some((percent) => percent > 0)).to.equal(true)
    expect([preview, fitted]).to.deep.equal(['picture', 'image/jpeg'])
    // Whatever this machine has of microphones and codecs, the policy takes nothing of it away.
    expect([recorded, posters]).to.deep.equal([free.recorded, free.posters])
  })

  it('needs no style of the page, and shows the sheet with the extension where no picture is allowed (BR-05)', async function () {
    this.timeout(60_000)
    const { violations, looks, preview } = await visit('?bare')
    expect(violations.filter((violation) => !violation.startsWith('img-src'))).to.deep.equal([])
    expect(looks.length).to.be.above(30)
    expect(preview).to.equal('png')
  })
})
