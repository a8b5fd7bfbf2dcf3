/**
 * What the page with the strict policy does: everything that an element shows, once. Then it
 * tells the page around it what the policy objected to.
 */

import type { DtMediaUpload } from '../../dt-media-upload.ts'
import { fakePng, heldUploader, part, png, until } from './mounted-upload.ts'

const violations: string[] = []
addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) =>
  violations.push(`${effectiveDirective} ${blockedURI} ${sample}`),
)

const element = document.createElement('dt-media-upload')
element.multiple = true
document.body.append(element)
await element.updateComplete
const { uploads, uploader } = heldUploader()
element.uploader = uploader
const percents: number[] = []
element.addEventListener('media-progress', (event) => percents.push((event as CustomEvent).detail.percent))
element.addFiles([png('a.png', 1), fakePng(), await picture('b.png', 8), new File(['#!AMR\n '], 'c.amr')])
await until(() => uploads.length === 3)
await until(() => element.renderRoot.querySelector('.note') && element.renderRoot.querySelector('img'))
const others = ['grid', 'avatar', 'button'].map((layout) => {
  const other = document.createElement('dt-media-upload')
  Object.assign(other, { layout, multiple: true, sortable: true })
  other.items = ['@media-aaaa', '@media-bbbb'].map((media_id) => ({ media_id, name: `${media_id}.pdf` }))
  document.body.append(other)
  return other
})
await until(() =>
  others.every((other) => other.renderRoot.querySelector('.handle') || other.layout === 'avatar'),
)
await until(() => others.slice(0, 2).every((other) => part(other, 'thumb').offsetWidth === 96))
uploads[0]?.onProgress(5)
uploads[1]?.fail()
uploads[0]?.succeed()
uploads[2]?.succeed()
await until(() => element.items.every(({ phase }) => phase === 'done' || phase === 'failed'))
// The rows follow within a frame or two.
await until(() => element.renderRoot.querySelector('[part~="retry"]'))
await until(() => !element.renderRoot.querySelector('progress'))
part(element, 'remove').click()
await element.updateComplete
const looks = await looksAtRest()
// Of b.png, whose content is one; `hidden` where it may not be shown.
const shown = await until(() =>
  [...element.renderRoot.querySelectorAll('.item')]
    .find(({ textContent }) => textContent?.includes('b.png'))
    ?.querySelector('img'),
)
await until(() => shown.hidden || shown.naturalWidth > 0)
const preview = shown.hidden ? (shown.closest('li')?.querySelector('.chip')?.textContent ?? '') : 'picture'
const fitted = await fits()
const recorded = await records()
const posters = await uploadsVideo()
// A violation is told in a task of its own.
setTimeout(
  () => parent.postMessage({ violations, looks, percents, preview, fitted, recorded, posters }, '*'),
  100,
)

/** An element of its own, whose uploads succeed at once. */
async function another(attributes: object): Promise<DtMediaUpload> {
  const other = document.createElement('dt-media-upload')
  const uploader: DtMediaUpload['uploader'] = async ({ mediaType, filename }) => ({
    errcode: 0,
    errmsg: 'ok',
    type: mediaType,
    media_id: `@of-${filename.replace(/\W/g, '-')}`,
    created_at: 1,
  })
  document.body.append(Object.assign(other, { uploader, lang: 'en' }, attributes))
  await other.updateComplete
  return other
}

function heard(target: EventTarget, name: string): Promise<CustomEvent> {
  return new Promise((resolve) =>
    target.addEventListener(name, (event) => resolve(event as CustomEvent), { once: true }),
  )
}

/** Makes a picture fit that is too large; answers the type that it has then. */
async function fits(): Promise<string> {
  const other = await another({ fit: true, maxSize: 100_000 })
  const done = Promise.race([heard(other, 'media-fitted'), heard(other, 'media-rejected')])
  other.addFiles([await picture('large.png', 300)])
  const { to, message } = (await done).detail
  return to?.type ?? message
}

/** Records for a moment, where there is a microphone; answers what came of it, in words. */
async function records(): Promise<string> {
  const other = await another({ record: true })
  const recorder = () => other.renderRoot.querySelector<HTMLElement>('.recorder')
  await until(() => recorder()?.querySelector('button'))
  await other.startRecording()
  const said = () => recorder()?.querySelector('.error')?.textContent
  await until(() => said() || /v\d*[1-9]/.test(recorder()?.querySelector('path')?.getAttribute('d') ?? ''))
  if (said()) return 'no sound'
  const done = heard(other, 'media-uploaded')
  await other.stopRecording()
  return (await done).detail.type
}

/** Uploads a video with its poster, where this browser plays it; answers how many it had. */
async function uploadsVideo(): Promise<number> {
  const other = await another({ poster: true })
  const done = heard(other, 'media-uploaded')
  const video = await fetch('/fixtures/media/sample.mp4')
  other.addFiles([new File([await video.blob()], 'clip.mp4', { type: 'video/mp4' })])
  return (await done).detail.poster_media_id ? 1 : 0
}

/** A picture that cannot be made much smaller by packing it. */
async function picture(name: string, side: number): Promise<File> {
  const canvas = Object.assign(document.createElement('canvas'), { width: side, height: side })
  const context = canvas.getContext('2d') as CanvasRenderingContext2D
  const image = context.createImageData(side, side)
  for (let i = 0; i < image.data.length; i++) image.data[i] = i % 4 === 3 ? 255 : Math.random() * 256
  context.putImageData(image, 0, 0)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve))
  return new File([blob ?? ''], name, { type: 'image/png' })
}

/** What is drawn, part by part, once it has been the same for as many frames. */
async function looksAtRest(frames = 20): Promise<string[]> {
  for (let before: string[] = [], same = 0; ; ) {
    for (const animation of document.getAnimations()) animation.cancel()
    const now = looksOfParts()
    same = now.join() === before.join() ? same + 1 : 0
    if (same === frames) return now
    before = now
    await new Promise(requestAnimationFrame)
  }
}

function looksOfParts(): string[] {
  const drawn = [element, ...others].flatMap((each) => [
    ...each.renderRoot.querySelectorAll<HTMLElement>('[part]:not([part=name], [part~=meta])'),
  ])
  return drawn.map((each) => {
    const { display, color, backgroundColor, borderTopColor, fontSize, width, height } =
      getComputedStyle(each)
    return [
      each.getAttribute('part'),
      display,
      color,
      backgroundColor,
      borderTopColor,
      fontSize,
      width,
      height,
    ].join()
  })
}
