import { assert } from 'chai'
import {
  allAre,
  heldUploader,
  mount,
  next,
  part,
  parts,
  unmountAll,
  until,
} from './form/testing/mounted-upload.ts'
import { drawn, isShown, pixel, stored } from './prepare/testing/pictures.ts'

async function mounted(attributes = '') {
  const element = await mount(`<dt-media-upload multiple fit ${attributes}></dt-media-upload>`)
  const { uploads, uploader } = heldUploader()
  element.uploader = uploader
  const rejected: string[] = []
  element.addEventListener('media-rejected', (event) => {
    const { file, code } = (event as CustomEvent).detail
    rejected.push(`${file.name} ${code}`)
  })
  return { element, uploads, rejected }
}

describe('fit', () => {
  afterEach(unmountAll)

  it('uploads a JPEG in the place of a WebP, and tells both', async () => {
    const { element, uploads } = await mounted()
    const fitted = next(element, 'media-fitted')
    element.addFiles([stored('webp', 'photo.webp', 'image/webp')])
    const { item, from, to } = (await fitted).detail
    assert.deepEqual(
      [from.name, from.type, to.name, to.type],
      ['photo.webp', 'image/webp', 'photo.jpg', 'image/jpeg'],
    )
    assert.deepEqual(item.fitted, { from, to })
    const { file, filename, mediaType } = await until(() => uploads[0])
    assert.deepEqual(
      [filename, mediaType, file.name, file.size],
      ['photo.jpg', 'image', 'photo.jpg', to.size],
    )
    uploads[0]?.succeed()
    const { name, size, width } = (await next(element, 'media-uploaded')).detail
    assert.deepEqual([name, size, width], ['photo.jpg', to.size, 1])
  })

  it('shows both sizes, and the new picture', async () => {
    const { element, uploads } = await mounted('max-size="20000" lang="en"')
    element.addFiles([await drawn('noise.jpg', 'image/jpeg', { width: 200, height: 200, noise: true })])
    ;(await until(() => uploads[0])).succeed()
    await allAre(element, 'done')
    assert.match(part(element, 'meta').textContent ?? '', /^\d[\d.]*\skB → \d[\d.]*\skB · Uploaded$/)
    const image = await until(() => part(element, 'thumb').querySelector('img'))
    const shown = await (await fetch(image.src)).blob()
    assert.equal(shown.size, element.items[0]?.size)
  })

  it('does nothing to a picture that may be uploaded as it is', async () => {
    const { element, uploads } = await mounted()
    const picture = await drawn('a.png', 'image/png')
    element.addFiles([picture])
    assert.equal((await until(() => uploads[0])).file, picture)
    assert.isUndefined(element.items[0]?.fitted)
  })

  it('does nothing unless it is asked for', async () => {
    const { element, uploads, rejected } = await mounted()
    element.fit = false
    await element.addFiles([stored('webp', 'photo.webp', 'image/webp')])
    assert.deepEqual(rejected, ['photo.webp format_not_allowed'])
    assert.lengthOf(uploads, 0)
  })

  it('mends a picture whose name lies about its format', async () => {
    const { element, uploads, rejected } = await mounted()
    element.addFiles([stored('webp', 'saved.jpg', 'image/jpeg')])
    assert.equal((await until(() => uploads[0])).filename, 'saved.jpg')
    assert.notEqual(await element.items[0]?.file?.slice(0, 4).text(), 'RIFF')
    assert.deepEqual(rejected, [])
  })

  it('refuses what it cannot mend as without it, and sends none of it', async () => {
    const { element, uploads, rejected } = await mounted('media-type="image"')
    await element.addFiles([
      new File(['<svg xmlns="http://www.w3.org/2000/svg"/>'], 'a.svg', { type: 'image/svg+xml' }),
      stored('animated', 'b.webp'),
      new File(['MZ, a program'], 'c.webp', { type: 'image/webp' }),
      new File(['MZ, a program'], 'd.png', { type: 'image/png' }),
      new File(['%PDF-1.7'], 'e.pdf'),
      new File(['\0\0\0\x18ftypheic, cut short'], 'f.heic'),
      new File([], 'g.png'),
    ])
    await until(() => rejected.length === 7 && !element.items.length)
    assert.deepEqual(rejected.sort(), [
      'a.svg format_not_allowed',
      'b.webp format_not_allowed',
      'c.webp format_not_allowed',
      'd.png content_mismatch',
      'e.pdf format_not_allowed',
      'f.heic format_not_allowed',
      'g.png empty',
    ])
    assert.lengthOf(uploads, 0)
  })

  it('keeps to what the page accepts, and to its sizes', async () => {
    const { element, uploads, rejected } = await mounted('accept=".png" max-size="3KB" max-total-size="4KB"')
    const noise = await drawn('a.jpg', 'image/jpeg', { width: 100, height: 100, noise: true })
    element.addFiles([noise])
    const { file } = await until(() => uploads[0])
    assert.deepEqual([file.name, file.size <= 3 * 1024], ['a.png', true])
    await element.addFiles([await drawn('b.jpg', 'image/jpeg', { width: 100, height: 99, noise: true })])
    await until(() => rejected.length === 1)
    assert.deepEqual(rejected, ['b.jpg too_large'])
  })

  it('counts the picture that was picked as the duplicate, not the one that was made', async () => {
    const { element, rejected } = await mounted()
    const webp = new File([stored('webp', 'a.webp')], 'a.webp', { lastModified: 5 })
    await element.addFiles([webp])
    await until(() => element.items[0]?.fitted)
    await element.addFiles([webp])
    assert.deepEqual(rejected, ['a.webp duplicate'])
  })

  for (const how of ['abort', 'remove', 'clear'] as const) {
    it(`uploads nothing later after ${how}() in the middle of it (28)`, async () => {
      const { element, uploads } = await mounted()
      const fitted: Event[] = []
      element.addEventListener('media-fitted', (event) => fitted.push(event))
      element.addFiles([stored('webp', 'a.webp'), stored('webp', 'b.webp')])
      const item = await until(() =>
        element.items.find(({ name, phase }) => name === 'a.webp' && phase === 'fitting'),
      )
      if (how === 'clear') element.clear()
      else element[how](item)
      if (how !== 'clear') {
        ;(await until(() => uploads[0])).succeed()
        await until(() => element.items.some(({ phase }) => phase === 'done'))
      }
      // A picture after it has its turn only when the first is done with.
      element.addFiles([stored('alpha', 'c.webp')])
      await until(() => element.items.some(({ name, fitted }) => name === 'c.png' && fitted))
      assert.notInclude(
        uploads.map(({ filename }) => filename),
        'a.jpg',
      )
      assert.isFalse(fitted.some((event) => (event as CustomEvent).detail.from.name === 'a.webp'))
    })
  }

  it('fits again after an abort and a retry', async () => {
    const { element, uploads } = await mounted()
    element.addFiles([stored('webp', 'a.webp')])
    const item = await until(() => element.items.find(({ phase }) => phase === 'fitting'))
    element.abort(item)
    assert.equal(element.items[0]?.phase, 'failed')
    element.retry()
    assert.equal((await until(() => uploads[0])).filename, 'a.jpg')
    assert.lengthOf(uploads, 1)
  })

  it('waits after it in a paused queue, and goes on', async () => {
    const { element, uploads } = await mounted()
    element.pause()
    element.addFiles([stored('webp', 'a.webp')])
    await allAre(element, 'paused')
    assert.lengthOf(uploads, 0)
    element.resume()
    assert.equal((await until(() => uploads[0])).filename, 'a.jpg')
  })

  it('is undone by a button: the picture goes, and one reads why it could not stay', async () => {
    const { element, uploads, rejected } = await mounted()
    element.addFiles([stored('webp', 'a.webp')])
    ;(await until(() => uploads[0])).succeed()
    await allAre(element, 'done')
    const button = part(element, 'undo')
    assert.equal(button.getAttribute('aria-label'), 'Undo the change of a.jpg')
    button.click()
    await until(() => element.items.length === 0)
    assert.deepEqual(rejected, ['a.webp format_not_allowed'])
    assert.deepEqual(element.values, [])
    await until(() => parts(element, 'error')[0]?.textContent?.includes('a.webp'))
  })

  it('lets the page forbid the undoing, as every removal', async () => {
    const { element, uploads } = await mounted()
    element.addFiles([stored('webp', 'a.webp')])
    await until(() => uploads[0])
    element.addEventListener('media-remove', (event) => event.preventDefault())
    const [item] = element.items
    if (item) element.unfit(item)
    assert.lengthOf(element.items, 1)
  })

  it('asks the page’s own checks about what is uploaded', async () => {
    const { element, uploads } = await mounted()
    const names: string[] = []
    element.validators = [({ name }) => void names.push(name)]
    element.addFiles([stored('webp', 'a.webp')])
    await until(() => uploads[0])
    assert.deepEqual(names, ['a.jpg'])
  })

  it('makes a JPEG of an AVIF, where the browser knows it', async function () {
    const avif = stored('avif', 'a.avif')
    if (!(await isShown(avif))) this.skip()
    const { element, uploads } = await mounted()
    element.addFiles([avif])
    const { file } = await until(() => uploads[0])
    assert.lengthOf(await pixel(file, 1, 1), 4)
  })
})
