import { expect } from 'chai'

describe('<dt-media-upload> on a strict page', () => {
  it('offends neither a policy of default-src none nor Trusted Types, whatever it shows', async () => {
    const frame = document.createElement('iframe')
    const told = new Promise<MessageEvent>((resolve) => addEventListener('message', resolve, { once: true }))
    frame.src = '/answers/strict-page'
    document.body.append(frame)
    const { data } = await told
    frame.remove()
    expect(data).to.deep.equal({ violations: [], styled: 'grid' })
  })
})
