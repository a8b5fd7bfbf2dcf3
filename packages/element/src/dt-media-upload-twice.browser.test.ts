import { sendKeys } from '@web/test-runner-commands'
import { assert } from 'chai'
import { dropOn, fileEntry, transferOfEntries } from './form/testing/dropped-entries.ts'
import { allAre, mount, part, png, unmountAll } from './form/testing/mounted-upload.ts'
import { startTestRelay, type TestRelay } from './transport/testing/relay-client.ts'

describe('<dt-media-upload> that is told twice', () => {
  afterEach(unmountAll)

  const mounted = ({ endpoint }: TestRelay, attributes = '') =>
    mount(`<dt-media-upload endpoint="${endpoint}" multiple lang="en" ${attributes}></dt-media-upload>`)

  it('uploads one file once, however often it is dropped or a button is pressed (29) (BR-24)', async () => {
    const relay = await startTestRelay([{ status: 503, body: { code: 'overloaded' } }, {}])
    const element = await mounted(relay, 'manual retries="0"')
    const file = png()
    const drop = () => dropOn(part(element, 'zone'), transferOfEntries(fileEntry(file), fileEntry(file)))
    drop()
    drop()
    await Promise.all([element.addFiles([file]), element.addFiles([file])])
    await allAre(element, 'waiting')
    assert.lengthOf(element.items, 1)
    element.upload()
    element.upload()
    await allAre(element, 'failed')
    // As a double click does, before anything was drawn anew.
    const retry = part(element, 'retry')
    retry.click()
    retry.click()
    if (element.items[0]) element.retry(element.items[0])
    await allAre(element, 'done')
    element.upload()
    element.retry()
    drop()
    await element.addFiles([file])
    assert.lengthOf(element.items, 1)
    assert.lengthOf(await relay.uploads(), 2)
    assert.lengthOf(element.values, 1)
  })

  it('opens its dialog once for each press of its button (BR-24)', async () => {
    const element = await mounted(await startTestRelay())
    let opened = 0
    element.renderRoot.querySelector('input')?.addEventListener('click', (event) => {
      event.preventDefault()
      opened++
    })
    element.focus()
    await sendKeys({ press: 'Enter' })
    await sendKeys({ press: 'Enter' })
    assert.equal(opened, 2)
    assert.lengthOf(element.items, 0)
  })
})
