import { MEDIA_RULES, sniffFormats } from '@dt-media/backend/contract'
import { assert } from 'chai'
import { type FitLimits, fitImage, fitLimits } from './fit-image.ts'
import { blackBmp, drawn, isShown, pixel, stored, withExif } from './testing/pictures.ts'

const LIMITS: FitLimits = { maxBytes: 20 * 2 ** 20, formats: ['jpg', 'png'] }

const fit = (file: File, limits: Partial<FitLimits> = {}, signal = new AbortController().signal) =>
  fitImage(file, { ...LIMITS, ...limits }, signal)

/** The encodings that the browser is asked for while this runs. */
async function countEncodes(run: () => Promise<unknown>): Promise<number> {
  let count = 0
  const restore: (() => void)[] = []
  for (const [owner, name] of [
    [globalThis.OffscreenCanvas?.prototype, 'convertToBlob'],
    [HTMLCanvasElement.prototype, 'toBlob'],
  ] as const) {
    if (!owner) continue
    const original = Reflect.get(owner, name)
    Reflect.set(owner, name, function (this: object, ...args: unknown[]) {
      count++
      return original.apply(this, args)
    })
    restore.push(() => Reflect.set(owner, name, original))
  }
  await run()
  for (const each of restore) each()
  return count
}

describe('fitLimits', () => {
  it('takes the tighter of rule and page, in size and format', () => {
    const conditions = { mediaType: 'auto', rules: MEDIA_RULES, accept: '', maxSize: Infinity } as const
    assert.deepEqual(fitLimits(conditions), LIMITS)
    assert.deepEqual(fitLimits({ ...conditions, accept: 'image/png', maxSize: '1MB' }), {
      maxBytes: 2 ** 20,
      formats: ['png'],
    })
    assert.deepEqual(fitLimits({ ...conditions, accept: '.gif' }).formats, [])
    const rules = { image: { maxBytes: 100, formats: ['jpg'] } }
    assert.deepEqual(fitLimits({ ...conditions, rules }), { maxBytes: 100, formats: ['jpg'] })
    assert.deepEqual(fitLimits({ ...conditions, rules: {} }), { maxBytes: 0, formats: [] })
  })
})

describe('fitImage', () => {
  it('makes a JPEG of a WebP, in its own size, under its own name', async () => {
    const webp = stored('webp', 'photo.webp', 'image/webp')
    const fitted = await fit(webp)
    assert.deepEqual(fitted?.from, {
      name: 'photo.webp',
      type: 'image/webp',
      size: webp.size,
      width: 1,
      height: 1,
    })
    const { name, type, width, height } = fitted?.to ?? {}
    assert.deepEqual([name, type, width, height], ['photo.jpg', 'image/jpeg', 1, 1])
    assert.equal(fitted?.file.size, fitted?.to.size)
    assert.deepEqual(await sniffed(fitted?.file), ['jpg'])
  })

  it('keeps what shows through, as PNG, and draws it on white where only JPEG is taken', async () => {
    const webp = stored('alpha', 'logo.webp')
    const kept = await fit(webp)
    assert.equal(kept?.to.name, 'logo.png')
    assert.isBelow((await pixel(kept?.file ?? webp, 0, 0))[3] ?? 255, 255)
    const flat = await fit(await drawn('logo.png', 'image/png', { alpha: 0 }), { formats: ['jpg'] })
    assert.equal(flat?.to.name, 'logo.jpg')
    assert.deepEqual(await pixel(flat?.file ?? webp, 0, 0), [255, 255, 255, 255])
  })

  it('gives up transparency where a PNG of it would be too large', async () => {
    const noise = await drawn('cloud.png', 'image/png', { width: 300, height: 300, noise: true, alpha: 0.5 })
    const fitted = await fit(noise, { maxBytes: noise.size / 2 })
    assert.equal(fitted?.to.type, 'image/jpeg')
    assert.isAtMost(fitted?.to.size ?? Infinity, noise.size / 2)
  })

  it('makes a PNG where only PNG is taken, smaller until it fits', async () => {
    const noise = await drawn('noise.jpg', 'image/jpeg', { width: 300, height: 300, noise: true })
    const fitted = await fit(noise, { formats: ['png'], maxBytes: 50_000 })
    assert.equal(fitted?.to.name, 'noise.png')
    assert.isAtMost(fitted?.to.size ?? Infinity, 50_000)
  })

  for (const share of [0.9, 0.5, 0.1, 0.01]) {
    it(`brings noise down to ${share} of its size within four encodes`, async () => {
      const noise = await drawn('noise.jpg', 'image/jpeg', { width: 800, height: 600, noise: true })
      let fitted: Awaited<ReturnType<typeof fit>>
      const encodes = await countEncodes(async () => {
        fitted = await fit(noise, { maxBytes: noise.size * share })
      })
      assert.isAtMost(encodes, 4)
      assert.isAtMost(fitted?.to.size ?? Infinity, noise.size * share)
      assert.isAtMost(fitted?.to.width ?? Infinity, 800)
      // No smaller than it has to be.
      assert.isAbove(fitted?.to.size ?? 0, (noise.size * share) / 4)
    })
  }

  it('encodes once where the first try fits, and never enlarges', async () => {
    const bmp = await drawn('a.png', 'image/png', { width: 30, height: 20 })
    let fitted: Awaited<ReturnType<typeof fit>>
    assert.equal(await countEncodes(async () => (fitted = await fit(bmp))), 1)
    assert.deepEqual([fitted?.to.width, fitted?.to.height], [30, 20])
  })

  it('gives up after four encodes, when nothing fits', async () => {
    const noise = await drawn('noise.jpg', 'image/jpeg', { width: 300, height: 300, noise: true })
    const encodes = await countEncodes(async () => assert.isUndefined(await fit(noise, { maxBytes: 20 })))
    assert.equal(encodes, 4)
  })

  it('turns a picture upright and leaves the place out where it was taken', async () => {
    const upright = await drawn('photo.jpg', 'image/jpeg', { width: 64, height: 48 })
    // Orientation 6: the camera lay on its side, so the rows are to be columns.
    const lying = await withExif(upright, 6)
    assert.include(await lying.text(), 'Exif')
    const fitted = await fit(lying)
    assert.deepEqual([fitted?.from.width, fitted?.from.height], [48, 64])
    assert.deepEqual([fitted?.to.width, fitted?.to.height], [48, 64])
    // Red, the upper half, has come to stand on the right.
    const [left = 0] = await pixel(fitted?.file ?? lying, 8, 32)
    const [right = 0] = await pixel(fitted?.file ?? lying, 40, 32)
    assert.isBelow(left, 64)
    assert.isAbove(right, 192)
    assert.notInclude((await fitted?.file.text()) ?? 'Exif', 'Exif')
  })

  it('brings more pixels than a canvas of iOS holds down to what it holds', async function () {
    this.timeout(60_000)
    const { from, to } = (await fit(blackBmp('wide.bmp', 6000, 3000))) ?? {}
    assert.deepEqual([from?.width, from?.height], [6000, 3000])
    assert.deepEqual([to?.width, to?.height], [5793, 2896])
  })

  it('does not even decode more pixels than a page has memory for', async () => {
    const encodes = await countEncodes(async () =>
      assert.isUndefined(await fit(blackBmp('square.bmp', 12_000, 12_000))),
    )
    assert.equal(encodes, 0)
  })

  it('makes a JPEG of an AVIF, where the browser knows it', async function () {
    const avif = stored('avif', 'photo.avif')
    if (!(await isShown(avif))) this.skip()
    assert.equal((await fit(avif))?.to.name, 'photo.jpg')
  })

  it('leaves alone what moves, what is drawn by commands, and what cannot be decoded', async () => {
    const heic = new File([Uint8Array.from([0, 0, 0, 24]), 'ftypheic', new Uint8Array(16)], 'a.heic')
    for (const file of [
      stored('animated', 'a.webp'),
      new File(['<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'], 'a.webp'),
      new File(['GIF89a, which may move'], 'a.gif'),
      new File(['%PDF-1.7'], 'a.webp'),
      heic,
    ]) {
      assert.isUndefined(await fit(file), file.name)
    }
  })

  it('names what it makes after the picture, whatever that is called', async () => {
    const names = []
    for (const name of ['a.b.WEBP', 'photo', '.webp', 'photo.JPEG', '照片.HEIC', 'v1.2']) {
      names.push((await fit(stored('webp', name)))?.to.name)
    }
    assert.deepEqual(names, ['a.b.jpg', 'photo.jpg', 'image.jpg', 'photo.JPEG', '照片.jpg', 'v1.2.jpg'])
  })

  it('encodes nothing once it was aborted', async () => {
    const stop = new AbortController()
    const encodes = await countEncodes(async () => {
      const fitting = fit(stored('webp', 'a.webp'), {}, stop.signal)
      stop.abort()
      assert.isUndefined(await fitting)
    })
    assert.equal(encodes, 0)
  })

  it('decodes one picture after the other', async () => {
    const original = URL.createObjectURL
    const revoke = URL.revokeObjectURL
    let open = 0
    let most = 0
    URL.createObjectURL = (file) => {
      most = Math.max(most, ++open)
      return original(file)
    }
    URL.revokeObjectURL = (url) => {
      open--
      revoke(url)
    }
    await Promise.all(['a.webp', 'b.webp', 'c.webp'].map((name) => fit(stored('webp', name))))
    URL.createObjectURL = original
    URL.revokeObjectURL = revoke
    assert.deepEqual([open, most], [0, 1])
  })

  it('does without OffscreenCanvas and createImageBitmap', async () => {
    const lacking = ['OffscreenCanvas', 'createImageBitmap'] as const
    const had = lacking.map((name) => Object.getOwnPropertyDescriptor(globalThis, name))
    for (const name of lacking)
      Object.defineProperty(globalThis, name, { configurable: true, value: undefined })
    const fitted = await fit(stored('webp', 'a.webp'))
    lacking.forEach((name, i) => {
      Object.defineProperty(globalThis, name, had[i] ?? {})
    })
    assert.equal(fitted?.to.name, 'a.jpg')
  })

  it('refuses where the browser gives noise for a canvas', async () => {
    const original = CanvasRenderingContext2D.prototype.getImageData
    const offscreen = globalThis.OffscreenCanvasRenderingContext2D?.prototype
    const noisy = () => ({ data: new Uint8ClampedArray(256 * 257 * 4).fill(7) })
    Reflect.set(CanvasRenderingContext2D.prototype, 'getImageData', noisy)
    if (offscreen) Reflect.set(offscreen, 'getImageData', noisy)
    const fitted = await fit(stored('webp', 'a.webp'))
    Reflect.set(CanvasRenderingContext2D.prototype, 'getImageData', original)
    if (offscreen) Reflect.set(offscreen, 'getImageData', original)
    assert.isUndefined(fitted)
  })
})

async function sniffed(file: Blob = new Blob()): Promise<readonly string[]> {
  return sniffFormats(new Uint8Array(await file.arrayBuffer()))
}
