import { expect } from 'chai'
import { openDrawn } from './form/testing/drawn-page.ts'
import { mount, next, png, unmountAll, until } from './form/testing/mounted-upload.ts'
import { sendFile } from './transport/send-file.ts'
import { startTestRelay, type TestRelay } from './transport/testing/relay-client.ts'

describe('<dt-media-upload> that is left', () => {
  afterEach(unmountAll)

  const arrived = async (relay: TestRelay) => {
    while ((await relay.uploads()).length === 0);
  }

  it('takes its request with its page, and holds nothing when that is there again (BR-20)', async () => {
    const relay = await startTestRelay([{ instead: 'mute' }])
    const page = await openDrawn({
      html: '<script type="module" src="/packages/element/src/index.ts"></script>',
      markup: `<dt-media-upload name="photos" endpoint="${relay.endpoint}"></dt-media-upload>`,
    })
    const element = () => page.document?.querySelector('dt-media-upload')
    const isThere = () => page.document?.URL.includes('/drawn/page') && element()?.hasUpdated
    await until(isThere)
    const { window } = page
    element()?.addFiles([new window.File([png()], 'photo.png', { type: 'image/png' })])
    await arrived(relay)
    const addressed = page.document.URL
    window.location.href = '/fixtures/media/sample.png'
    while (!(await relay.uploads())[0]?.aborted);
    // One goes back to it; in a frame no engine keeps pages.
    await until(() => page.document?.URL !== addressed && page.document?.readyState === 'complete')
    window.history.back()
    await until(isThere)
    expect(element()?.items).to.deep.equal([])
    expect(element()?.dataset.state).to.equal(undefined)
    expect(element()?.checkValidity()).to.equal(true)
    expect(await relay.uploads()).to.have.length(1)
  })

  it('sends again what the browser stopped with all else that the page loads', async () => {
    const relay = await startTestRelay([{ instead: 'mute' }, {}])
    const { window, element } = await openDrawn({
      html: '<script type="module" src="/packages/element/src/index.ts"></script>',
      markup: `<dt-media-upload endpoint="${relay.endpoint}"></dt-media-upload>`,
    })
    await until(() => element.hasUpdated)
    const seen = new Set<string | undefined>()
    element.addFiles([new window.File([png()], 'photo.png', { type: 'image/png' })])
    await arrived(relay)
    window.stop()
    await until(() => {
      seen.add(element.items[0]?.error?.code)
      return element.items[0]?.phase === 'done'
    })
    expect([...seen]).to.deep.equal([undefined, 'network'])
    expect(await relay.uploads()).to.have.length(2)
  })

  it('ends an upload that stands still by itself, and succeeds with the next (BR-17) (32)', async () => {
    const relay = await startTestRelay([{ instead: 'mute' }, {}])
    const element = await mount(`<dt-media-upload endpoint="${relay.endpoint}" lang="en"></dt-media-upload>`)
    const seen = new Set<string | undefined>()
    // As the element sends, but with the patience of a test.
    element.uploader = (context) => sendFile(context, { answerMs: context.attempt === 1 ? 300 : 20_000 })
    const uploaded = next(element, 'media-uploaded')
    element.addFiles([png()])
    await until(() => {
      seen.add(element.items[0]?.error?.code)
      return element.items[0]?.phase === 'done'
    })
    expect((await uploaded).detail.item.attempts).to.equal(2)
    expect(seen.has('stalled')).to.equal(true)
    expect(element.values).to.have.length(1)
    expect((await relay.uploads()).map(({ aborted }) => aborted)).to.deep.equal([true, false])
  })

  it('is forgotten with all it held, once nobody holds it (BR-13)', async function () {
    const { gc } = globalThis as { gc?: () => void }
    // Only Chromium lets a page ask for it.
    if (!gc) this.skip()
    const relay = await startTestRelay([{ instead: 'mute' }])
    const held = await (async () => {
      const element = await mount(`<dt-media-upload endpoint="${relay.endpoint}"></dt-media-upload>`)
      element.addFiles([png()])
      await arrived(relay)
      element.remove()
      return [new WeakRef(element), new WeakRef(element.items[0] ?? {})]
    })()
    unmountAll()
    while (!(await relay.uploads())[0]?.aborted);
    await until(() => {
      gc()
      return held.every((ref) => !ref.deref())
    })
  })
})
