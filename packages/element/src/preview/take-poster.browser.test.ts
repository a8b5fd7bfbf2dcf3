import { assert } from 'chai'
import { heldUploader, mount, next, unmountAll, until } from '../form/testing/mounted-upload.ts'
import { pixel } from '../prepare/testing/pictures.ts'
import { takePoster } from './take-poster.ts'

const never = new AbortController().signal

/** A second and more of a canvas that is black at first and then red; nothing where the browser records none of these. */
async function recorded(types: readonly string[]): Promise<File | undefined> {
  const type = types.find((each) => globalThis.MediaRecorder?.isTypeSupported(each))
  const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 48 })
  const context = canvas.getContext('2d')
  if (!type || !context || !canvas.captureStream) return undefined
  const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: type })
  const chunks: Blob[] = []
  recorder.ondataavailable = ({ data }) => chunks.push(data)
  const stopped = new Promise((resolve) => {
    recorder.onstop = resolve
  })
  recorder.start()
  const startedAt = performance.now()
  while (performance.now() - startedAt < 1500) {
    context.fillStyle = performance.now() - startedAt < 400 ? '#000' : '#f00'
    context.fillRect(0, 0, 64, 48)
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
  recorder.stop()
  await stopped
  const [contentType = ''] = type.split(';')
  const file = new File(chunks, contentType === 'video/mp4' ? 'clip.mp4' : 'clip.webm', { type: contentType })
  return file.size > 1000 ? file : undefined
}

describe('takePoster', () => {
  afterEach(unmountAll)

  it('takes a frame that is not the black one at the start, as a JPEG named after the video', async function () {
    const clip = await recorded(['video/webm;codecs=vp8', 'video/webm', 'video/mp4'])
    // WebKitGTK and Firefox record only where the system has the codecs.
    if (!clip) this.skip()
    const poster = await takePoster(clip, never)
    if (!poster) return this.skip()
    assert.deepEqual([poster.name, poster.type], ['clip.jpg', 'image/jpeg'])
    const bitmap = await createImageBitmap(poster)
    assert.deepEqual([bitmap.width, bitmap.height], [64, 48])
    const [red = 0] = await pixel(poster, 32, 24)
    assert.isAbove(red, 150)
  })

  it('takes none of a file that the browser cannot decode, and none once aborted', async () => {
    assert.isUndefined(
      await takePoster(new File(['\0\0\0\x18ftypisom'], 'a.mp4', { type: 'video/mp4' }), never),
    )
    assert.isUndefined(await takePoster(new File(['RIFF'], 'a.avi', { type: 'video/x-msvideo' }), never))
    const clip = await recorded(['video/webm;codecs=vp8', 'video/webm'])
    if (clip) assert.isUndefined(await takePoster(clip, AbortSignal.abort()))
  })

  it('is uploaded beside the video, where the browser records what DingTalk takes', async function () {
    const clip = await recorded([
      'video/mp4;codecs=vp09.00.10.08',
      'video/mp4;codecs=avc1.42001f',
      'video/mp4',
    ])
    if (!clip || !(await takePoster(clip, never))) this.skip()
    const element = await mount('<dt-media-upload poster></dt-media-upload>')
    const { uploads, uploader } = heldUploader()
    element.uploader = uploader
    const uploaded = next(element, 'media-uploaded')
    element.addFiles([clip])
    ;(await until(() => uploads[0])).succeed('@the-video')
    const still = await until(() => uploads[1])
    assert.equal(still.mediaType, 'image')
    assert.lengthOf(await pixel(still.file, 8, 8), 4)
    still.succeed('@the-poster')
    const { detail } = await uploaded
    assert.deepEqual([detail.media_id, detail.poster_media_id], ['@the-video', '@the-poster'])
    assert.deepEqual([detail.width, detail.height], [64, 48])
  })

  it('leaves a video alone that the page wants no frame of, or the browser has none of', async () => {
    for (const attributes of ['', 'poster']) {
      const element = await mount(`<dt-media-upload ${attributes}></dt-media-upload>`)
      const { uploads, uploader } = heldUploader()
      element.uploader = uploader
      const uploaded = next(element, 'media-uploaded')
      element.addFiles([new File(['\0\0\0\x18ftypisom'], 'a.mp4')])
      ;(await until(() => uploads[0])).succeed()
      assert.notProperty((await uploaded).detail, 'poster_media_id')
      assert.lengthOf(uploads, 1)
    }
  })
})
