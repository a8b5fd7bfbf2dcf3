import { assert } from 'chai'
import { sendFile } from './send-file.ts'
import { startTestRelay, type TestRelay } from './testing/relay-client.ts'
import type { ScriptedAnswer } from './testing/scripted-relay.ts'
import type { UploadContext, Uploaded } from './upload-context.ts'

const KNOWN: Uploaded = {
  errcode: 0,
  errmsg: 'ok',
  type: 'image',
  media_id: '@known-media',
  created_at: 1605863153573,
  known: true,
}
const UNKNOWN: ScriptedAnswer = {
  status: 404,
  body: { errcode: -1, code: 'unknown_media', retriable: false },
}
const REMEMBERS: ScriptedAnswer = { body: { types: {}, auth: 'grant', known_media: true } }

/** SHA-256 of no more than `abc`, as in FIPS 180-4. */
const ABC_SHA256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'

function send(relay: TestRelay, more: Partial<UploadContext> = {}): Promise<Uploaded> {
  return sendFile({
    endpoint: relay.endpoint,
    file: new File(['abc'], 'a.png'),
    filename: '照片.png',
    mediaType: 'image',
    attempt: 1,
    grant: 'a.b.c',
    headers: undefined,
    signal: new AbortController().signal,
    onProgress: () => {},
    ...more,
  })
}

async function routes(relay: TestRelay): Promise<string> {
  return (await relay.log()).map(({ route }) => route).join(' ')
}

describe('the lookup of known media', () => {
  it('takes the answer of a file that the relay knows, and sends nothing', async () => {
    const relay = await startTestRelay([{}], { rules: [REMEMBERS], known: [{ body: KNOWN }] })
    assert.deepEqual(await send(relay), KNOWN)
    const [, asked, ...more] = await relay.log()
    assert.deepEqual(asked?.query, { type: 'image', filename: '照片.png', sha256: ABC_SHA256 })
    assert.equal(asked?.authorization, 'Bearer a.b.c')
    assert.deepEqual(more, [])
  })

  it('sends what is unknown, with one grant for both requests', async () => {
    const relay = await startTestRelay([{}], { rules: [REMEMBERS], known: [UNKNOWN] })
    let asked = 0
    const answer = await send(relay, { grant: async () => `grant-${++asked}` })
    assert.equal(answer.known, undefined)
    const log = await relay.log()
    assert.deepEqual(
      log.map(({ route, authorization }) => [route, authorization]),
      [
        ['rules', undefined],
        ['known', 'Bearer grant-1'],
        ['upload', 'Bearer grant-1'],
      ],
    )
  })

  it('asks nothing without a grant, for a relay knows nothing then', async () => {
    for (const grant of [undefined, '', () => undefined]) {
      const relay = await startTestRelay([{}], { rules: [REMEMBERS], known: [{ body: KNOWN }] })
      await send(relay, { grant })
      assert.notInclude(await routes(relay), 'known')
      assert.equal((await relay.uploads()).length, 1)
    }
  })

  for (const [what, rules] of [
    ['remembers nothing', { body: { types: {}, auth: 'grant', known_media: false } }],
    ['lets anyone upload', { body: { types: {}, auth: 'none', known_media: true } }],
    ['has no such route', { status: 404, body: { code: 'not_found' } }],
    ['answers with a page', { body: '<!doctype html>' }],
    ['answers with no object', { body: 'null' }],
  ] as const) {
    it(`learns once that a relay ${what}, and asks no more`, async () => {
      const relay = await startTestRelay([{}], { rules: [rules], known: [{ body: KNOWN }] })
      await send(relay)
      await send(relay)
      assert.equal(await routes(relay), 'rules upload upload')
    })
  }

  it('asks for the rules again when they could not be had', async () => {
    const relay = await startTestRelay([{}], {
      rules: [{ instead: 'reset' }, { instead: 'reset' }, { instead: 'reset' }, REMEMBERS],
      known: [{ body: KNOWN }],
    })
    // Browsers ask up to three times by themselves when a connection breaks.
    for (let i = 0; i < 3 && !(await send(relay)).known; i++);
    assert.include(await routes(relay), 'known')
  })

  it('sends the file whatever goes wrong with the question', async () => {
    for (const known of [
      { instead: 'reset' },
      { status: 429, headers: { 'Retry-After': '60' }, body: { code: 'too_many_uploads' } },
      { status: 500, body: '<h1>' },
      { body: { ...KNOWN, media_id: '<b>' } },
      { body: 'null' },
    ] as const) {
      const relay = await startTestRelay([{}], { rules: [REMEMBERS], known: [known] })
      assert.match((await send(relay)).media_id, /^@scripted/)
      assert.equal((await relay.uploads()).length, 1)
    }
  })

  it('waits a few seconds for an answer, then sends the file', async () => {
    const relay = await startTestRelay([{}], { rules: [REMEMBERS], known: [{ instead: 'mute' }] })
    assert.match((await send(relay)).media_id, /^@scripted/)
  })

  it('sends nothing any more when it was aborted while it asked', async () => {
    const relay = await startTestRelay([{}], { rules: [REMEMBERS], known: [{ instead: 'mute' }] })
    const stop = new AbortController()
    const sent = send(relay, { signal: stop.signal }).catch(({ code }) => code)
    while ((await routes(relay)) !== 'rules known');
    stop.abort()
    assert.equal(await sent, 'aborted')
    assert.equal(await routes(relay), 'rules known')
  })

  it('asks after five unknown files only for large ones and for second attempts', async () => {
    const relay = await startTestRelay([{}], { rules: [REMEMBERS], known: [UNKNOWN] })
    for (let i = 0; i < 7; i++) await send(relay)
    const asked = async () => (await relay.log()).filter(({ route }) => route === 'known').length
    assert.equal(await asked(), 5)
    await send(relay, { file: new File([new Uint8Array(2 ** 20)], 'a.png') })
    await send(relay, { attempt: 2 })
    assert.equal(await asked(), 7)
  })

  it('asks nothing where the page is not secure, and sends the file', async () => {
    const relay = await startTestRelay([{}], { rules: [REMEMBERS], known: [{ body: KNOWN }] })
    Object.defineProperty(crypto, 'subtle', { configurable: true, value: undefined })
    try {
      assert.match((await send(relay)).media_id, /^@scripted/)
    } finally {
      Reflect.deleteProperty(crypto, 'subtle')
    }
    assert.notInclude(await routes(relay), 'known')
  })
})
