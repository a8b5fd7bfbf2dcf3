import { expect } from 'chai'
import { startTestRelay, type TestRelay } from './transport/testing/relay-client.ts'
import type { ScriptedAnswer } from './transport/testing/scripted-relay.ts'

describe('<dt-media-upload> in a sandbox', () => {
  interface Told {
    readonly origin: string
    readonly code?: string
    readonly message?: string
    readonly retriable?: boolean
    readonly attempts?: number
    readonly media_id?: string
  }

  /** Uploads from a page whose origin is `null`, and hears how that ended. */
  const uploadTo = async ({ endpoint }: TestRelay): Promise<Told> => {
    const frame = document.createElement('iframe')
    frame.setAttribute('sandbox', 'allow-scripts')
    frame.src = `/answers/sandboxed-page?endpoint=${encodeURIComponent(endpoint)}`
    const told = new Promise<MessageEvent>((resolve) => addEventListener('message', resolve, { once: true }))
    document.body.append(frame)
    const { data } = await told
    frame.remove()
    return data
  }
  const open: ScriptedAnswer['headers'] = {
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Headers': '*',
  }

  it('says at once that a relay does not take its page, though the browser calls it the network (BR-33)', async () => {
    const relay = await startTestRelay([{ status: 403, body: { code: 'origin_not_allowed' } }])
    expect(await uploadTo(relay)).to.deep.equal({
      origin: 'null',
      code: 'origin_not_allowed',
      message: 'This file cannot be uploaded here.',
      retriable: false,
      attempts: 1,
      media_id: undefined,
    })
    expect((await relay.uploads()).map(({ bytes }) => bytes)).to.deep.equal([0])
  })

  it('takes the network for the network, where the relay lets it ask (BR-33)', async () => {
    const relay = await startTestRelay([{ headers: open }, { instead: 'reset' }, { headers: open }], {
      rules: [{ headers: open, body: {} }],
    })
    const { code, media_id, attempts } = await uploadTo(relay)
    expect([code, attempts]).to.deep.equal([undefined, undefined])
    expect(media_id).to.match(/^@scripted/)
    expect((await relay.uploads()).filter(({ method }) => method === 'POST').length).to.be.above(1)
  })
})
