import { assert } from 'chai'
import type { DtMediaUpload } from './dt-media-upload.ts'
import { allAre, heldUploader, mount, next, png, unmountAll, until } from './form/testing/mounted-upload.ts'
import { startTestRelay, type TestRelay } from './transport/testing/relay-client.ts'
import type { ScriptedAnswer } from './transport/testing/scripted-relay.ts'
import { uploadError } from './transport/upload-error.ts'

const refusal = (status: number, code: string, more: Partial<ScriptedAnswer> = {}): ScriptedAnswer => ({
  status,
  body: { errcode: -1, errmsg: 'no', code, retriable: status >= 500 || status === 429 },
  ...more,
})

async function elementAt(relay: TestRelay, attributes = ''): Promise<DtMediaUpload> {
  return mount(
    `<dt-media-upload endpoint="${relay.endpoint}" multiple lang="en" ${attributes}></dt-media-upload>`,
  )
}

function setOnline(isOnline: boolean): void {
  Object.defineProperty(navigator, 'onLine', { configurable: true, value: isOnline })
  dispatchEvent(new Event(isOnline ? 'online' : 'offline'))
}

/** Resolves when a request has come; the runner's time limit ends what never does. */
async function arrived(relay: TestRelay): Promise<void> {
  while ((await relay.uploads()).length === 0);
}

async function cut(relay: TestRelay): Promise<void> {
  while (!(await relay.uploads())[0]?.aborted);
}

/** What nobody caught while a test ran. */
const uncaught: unknown[] = []
const note = (event: Event) => uncaught.push('reason' in event ? event.reason : event)

describe('<dt-media-upload> and its relay', () => {
  beforeEach(() => {
    uncaught.length = 0
    addEventListener('unhandledrejection', note)
  })
  afterEach(() => {
    unmountAll()
    Reflect.deleteProperty(navigator, 'onLine')
    removeEventListener('unhandledrejection', note)
    assert.deepEqual(uncaught, [])
  })

  for (const [status, code] of [
    [400, 'malformed_body'],
    [401, 'grant_invalid'],
    [403, 'grant_exceeded'],
    [404, 'not_found'],
    [409, 'internal'],
    [411, 'length_required'],
    [413, 'too_large'],
    [415, 'content_mismatch'],
    [422, 'upstream_refused'],
  ] as const) {
    it(`sends exactly one request that ends in ${status}, says why, and speaks once (30) (BR-22)`, async () => {
      const relay = await startTestRelay([refusal(status, code)])
      const element = await elementAt(relay)
      const alerts = new Set<string>()
      new MutationObserver(() => {
        const text = element.renderRoot.querySelector('[role=alert]')?.textContent
        if (text) alerts.add(text)
      }).observe(element.renderRoot, { subtree: true, childList: true, characterData: true })
      const failed = next(element, 'media-failed')
      element.addFiles([png()])
      const { detail } = await failed
      assert.deepEqual([detail.code, detail.retriable, detail.attempts], [code, false, 1])
      assert.isNotEmpty(detail.message)
      assert.lengthOf(await relay.uploads(), 1)
      await until(() => alerts.size > 0)
      assert.lengthOf([...alerts], 1)
    })
  }

  it('tries a 503 again by itself, and ends with one media_id (30)', async () => {
    const relay = await startTestRelay([refusal(503, 'overloaded'), {}])
    const element = await elementAt(relay)
    const uploaded = next(element, 'media-uploaded')
    element.addFiles([png()])
    assert.match((await uploaded).detail.media_id, /^@scripted/)
    assert.equal(element.items[0]?.attempts, 2)
    assert.lengthOf(await relay.uploads(), 2)
  })

  for (const [what, value] of [
    ['seconds', () => '2'],
    ['a date', () => new Date(Date.now() + 3000).toUTCString()],
  ] as const) {
    it(`leaves a relay alone for as long as its Retry-After says in ${what} (30) (BR-21)`, async () => {
      const busy = refusal(429, 'too_many_uploads', { headers: { 'Retry-After': value() } })
      const relay = await startTestRelay([busy, {}])
      const element = await elementAt(relay)
      const uploaded = next(element, 'media-uploaded')
      element.addFiles([png()])
      await until(() => element.items[0]?.phase === 'retrying')
      const since = performance.now()
      await uploaded
      // A date has no parts of a second.
      assert.isAtLeast(performance.now() - since, what === 'seconds' ? 1990 : 900)
    })
  }

  it('ends after its retries, and says how often it tried (30) (BR-21)', async () => {
    const relay = await startTestRelay([refusal(503, 'overloaded')])
    const element = await elementAt(relay, 'retries="1"')
    const failed = next(element, 'media-failed')
    element.addFiles([png()])
    const { detail } = await failed
    assert.deepEqual([detail.code, detail.retriable, detail.attempts], ['overloaded', true, 2])
    assert.lengthOf(await relay.uploads(), 2)
  })

  it('fetches a new grant once when one has expired, and each attempt its own headers (30) (33)', async () => {
    const relay = await startTestRelay([refusal(401, 'grant_expired'), {}])
    const element = await elementAt(relay)
    const asked: number[] = []
    element.grant = async ({ attempt }) => `grant-${attempt}`
    element.headers = ({ attempt }) => {
      asked.push(attempt)
      return { 'X-Attempt': `${attempt}` }
    }
    const uploaded = next(element, 'media-uploaded')
    element.addFiles([png()])
    await uploaded
    assert.deepEqual(
      (await relay.uploads()).map(({ authorization }) => authorization),
      ['Bearer grant-1', 'Bearer grant-2'],
    )
    assert.deepEqual(asked, [1, 2])
  })

  it('fetches a new grant no second time (30)', async () => {
    const relay = await startTestRelay([refusal(401, 'grant_expired')])
    const element = await elementAt(relay)
    element.grant = async () => 'stale'
    const failed = next(element, 'media-failed')
    element.addFiles([png()])
    assert.equal((await failed).detail.code, 'grant_expired')
    assert.lengthOf(await relay.uploads(), 2)
  })

  for (const [what, grant] of [
    ['rejects', () => Promise.reject(new Error('cookie=secret'))],
    [
      'throws',
      () => {
        throw new Error('cookie=secret')
      },
    ],
    ['gives junk', () => 'a\nb'],
  ] as const) {
    it(`fails, sends nothing and tells no secret when the page's grant function ${what} (BR-19)`, async () => {
      const relay = await startTestRelay()
      const element = await elementAt(relay, 'retries="0"')
      element.grant = grant
      const failed = next(element, 'media-failed')
      element.addFiles([png()])
      const { detail } = await failed
      assert.match(detail.code, /^grant_/)
      assert.notInclude(JSON.stringify(detail), 'secret')
      assert.lengthOf(await relay.uploads(), 0)
    })
  }

  for (const [what, answer] of [
    ['a page', { body: '<!doctype html><title>Welcome</title>' }],
    ['broken JSON', { body: '{"errcode":0,' }],
    ['nothing', { body: '' }],
    ['null', { body: 'null' }],
    ['an errcode', { body: { errcode: 40035, errmsg: 'no', media_id: '@lADPDe7s' } }],
    ['no media_id', { body: { errcode: 0, errmsg: 'ok', type: 'image', created_at: 1 } }],
    ['a media_id that is none', { body: { errcode: 0, errmsg: 'ok', media_id: '<img src=x>' } }],
  ] as const) {
    it(`fails, once and without an exception, when a 200 holds ${what} (36) (BR-23)`, async () => {
      const relay = await startTestRelay([answer])
      const element = await elementAt(relay)
      const failed = next(element, 'media-failed')
      element.addFiles([png()])
      assert.equal((await failed).detail.code, 'upstream_invalid')
      assert.deepEqual(element.values, [])
      assert.lengthOf(await relay.uploads(), 1)
    })
  }

  it('fails when it is led away (36) (BR-23)', async () => {
    const relay = await startTestRelay([
      { status: 302, headers: { Location: '/fixtures/README.md' }, body: '' },
    ])
    const element = await elementAt(relay)
    const failed = next(element, 'media-failed')
    element.addFiles([png()])
    assert.match((await failed).detail.code, /upstream_invalid|not_found/)
  })

  it('tries a broken connection again with a fresh grant, as when the relay restarts (BR-18)', async () => {
    const relay = await startTestRelay([{ instead: 'reset' }, {}])
    const element = await elementAt(relay)
    element.grant = async ({ attempt }) => `grant-${attempt}`
    const uploaded = next(element, 'media-uploaded')
    element.addFiles([png('photo.png', 100_000)])
    await uploaded
    assert.equal((await relay.uploads()).at(-1)?.authorization, `Bearer grant-${element.items[0]?.attempts}`)
  })

  it('waits while there is no network, before the start and between attempts, and goes on by itself (31)', async () => {
    const relay = await startTestRelay()
    const element = await elementAt(relay)
    setOnline(false)
    await element.addFiles([png('a.png', 1), png('b.png', 2)])
    await until(() => element.items.every(({ phase }) => phase === 'waiting' || phase === 'uploading'))
    assert.lengthOf(await relay.uploads(), 0)
    for (const isOnline of [true, false, true, false, true]) setOnline(isOnline)
    await allAre(element, 'done')
    assert.lengthOf(await relay.uploads(), 2)
    assert.lengthOf(new Set(element.values), 2)
  })

  it('counts no attempt against the retries while there is no network (31) (BR-17)', async () => {
    const element = await elementAt(await startTestRelay(), 'retries="0"')
    const { uploads, uploader } = heldUploader()
    element.uploader = (context) => {
      if (context.attempt > 1) return uploader(context)
      Object.defineProperty(navigator, 'onLine', { configurable: true, value: false })
      return Promise.reject(uploadError('network', true))
    }
    element.addFiles([png()])
    await until(() => element.items[0]?.phase === 'retrying')
    assert.lengthOf(uploads, 0)
    setOnline(true)
    ;(await until(() => uploads[0])).succeed()
    await allAre(element, 'done')
  })

  it('shows between the last byte and the answer that the file is on its way to DingTalk (35)', async () => {
    const relay = await startTestRelay([{ delayMs: 500 }])
    const element = await elementAt(relay)
    const seen = new Set<string>()
    const percents: number[] = []
    element.addEventListener('media-progress', (event) =>
      percents.push((event as CustomEvent).detail.percent),
    )
    element.addFiles([png('photo.png', 400_000)])
    await until(() => {
      const [item] = element.items
      if (item) seen.add(item.phase)
      return item?.phase === 'done'
    })
    assert.isTrue(seen.has('relaying'), [...seen].join())
    assert.deepEqual(
      percents,
      [...percents].sort((a, b) => a - b),
    )
  })

  it('cuts the request when an item is aborted or removed, and nothing follows (28) (BR-13)', async () => {
    for (const how of ['abort', 'remove'] as const) {
      const relay = await startTestRelay([{ instead: 'mute' }])
      const element = await elementAt(relay)
      element.addFiles([png()])
      await arrived(relay)
      const [item] = element.items
      if (item) element[how](item)
      await cut(relay)
      assert.lengthOf(await relay.uploads(), 1)
    }
  })

  it('cuts the request and tells nothing more when the element is taken out of the page (38) (BR-13)', async () => {
    const relay = await startTestRelay([{ instead: 'mute' }])
    const element = await elementAt(relay)
    element.addFiles([png()])
    await arrived(relay)
    const told: string[] = []
    for (const name of [
      'media-failed',
      'media-progress',
      'media-removed',
      'media-complete',
      'media-uploaded',
    ]) {
      element.addEventListener(name, () => told.push(name))
    }
    element.remove()
    await cut(relay)
    assert.deepEqual(told, [])
  })

  it('takes up what it had when it comes back, and each file arrives once (38) (BR-15)', async () => {
    const relay = await startTestRelay()
    const element = await elementAt(relay)
    const { uploads, uploader } = heldUploader()
    element.uploader = uploader
    element.addFiles([png()])
    await until(() => uploads[0])
    const { parentNode } = element
    element.remove()
    await until(() => uploads[0]?.signal.aborted)
    element.uploader = undefined
    parentNode?.append(element)
    await allAre(element, 'done')
    assert.lengthOf(await relay.uploads(), 1)
    assert.lengthOf(element.values, 1)
  })

  it('copies no files with its markup, and goes on in the document of a frame (BR-15)', async () => {
    const { uploads, uploader } = heldUploader()
    const element = await elementAt(await startTestRelay())
    element.uploader = uploader
    element.addFiles([png()])
    await until(() => uploads[0])
    const copy = element.cloneNode(true) as DtMediaUpload
    element.after(copy)
    await copy.updateComplete
    assert.deepEqual(copy.items, [])
    const frame = document.createElement('iframe')
    document.body.append(frame)
    frame.contentDocument?.body.append(element)
    await element.updateComplete
    uploads[0]?.succeed()
    await until(() => element.values.length === 1)
    assert.lengthOf(uploads, 1)
    element.remove()
  })

  for (const endpoint of [
    'javascript:alert(1)',
    'data:,x',
    'https://name:secret@relay.example/',
    'file:///x',
  ]) {
    it(`refuses ${endpoint.replace('secret', '…')} as an endpoint, on the console and in the list (BR-25)`, async () => {
      const element = await mount('<dt-media-upload lang="en"></dt-media-upload>')
      element.endpoint = endpoint
      const logged: unknown[] = []
      const { error } = console
      console.error = (...words) => logged.push(words.join())
      const failed = next(element, 'media-failed')
      element.addFiles([png()])
      const { detail } = await failed
      console.error = error
      assert.deepEqual([detail.code, detail.retriable], ['not_found', false])
      assert.equal(detail.message, 'This file cannot be uploaded here.')
      assert.lengthOf(logged, 1)
      assert.notInclude(`${logged}`, 'secret')
    })
  }
})
