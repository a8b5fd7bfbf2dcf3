import { expect } from 'chai'
import { heldUploader, mount, part, parts, png, unmountAll, until } from '../form/testing/mounted-upload.ts'
import { glimpse } from './glimpse.ts'

describe('previews', () => {
  const { createObjectURL, revokeObjectURL } = URL
  const alive = new Set<string>()
  let created = 0

  beforeEach(() => {
    created = 0
    alive.clear()
    URL.createObjectURL = (object) => {
      const url = createObjectURL.call(URL, object)
      created++
      alive.add(url)
      return url
    }
    URL.revokeObjectURL = (url) => {
      alive.delete(url)
      revokeObjectURL.call(URL, url)
    }
  })
  afterEach(() => {
    unmountAll()
    Object.assign(URL, { createObjectURL, revokeObjectURL })
  })

  /** A second of a red picture, 64 by 48. */
  async function redVideo(): Promise<File | undefined> {
    const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 48 })
    if (!('captureStream' in canvas) || !('MediaRecorder' in window)) return undefined
    const brush = canvas.getContext('2d')
    const paint = () => {
      if (brush) brush.fillStyle = '#f00'
      brush?.fillRect(0, 0, 64, 48)
    }
    paint()
    const recorder = new MediaRecorder(canvas.captureStream(25))
    const chunks: Blob[] = []
    recorder.ondataavailable = ({ data }) => chunks.push(data)
    const stopped = new Promise((resolve) => {
      recorder.onstop = resolve
    })
    recorder.start()
    const painting = setInterval(paint, 40)
    setTimeout(() => recorder.stop(), 600)
    await stopped
    clearInterval(painting)
    const type = recorder.mimeType.replace(/;.*/, '') || 'video/webm'
    return new File(chunks, 'red.webm', { type })
  }

  it('shows a frame of a video, and keeps nothing else of it in memory', async function () {
    // WebKitGTK is built without a recorder in places, and so has no video to look at.
    const video = await redVideo().catch(() => undefined)
    if (!video?.size || !document.createElement('video').canPlayType(video.type)) this.skip()
    const { pictureUrl } = await glimpse(video, 'video')
    if (!pictureUrl) return expect.fail('There is no picture')
    expect([...alive]).to.deep.equal([pictureUrl])
    const picture = new Image()
    picture.src = pictureUrl
    await picture.decode()
    expect([picture.naturalWidth, picture.naturalHeight]).to.deep.equal([64, 48])
    revokeObjectURL.call(URL, pictureUrl)
  })

  it('tells nothing of what cannot be played, and keeps nothing of it', async () => {
    expect(await glimpse(new File(['no video'], 'a.mp4', { type: 'video/mp4' }), 'video')).to.deep.equal({})
    expect(await glimpse(new File(['%PDF-1.7'], 'a.pdf', { type: 'application/pdf' }), 'file')).to.deep.equal(
      {},
    )
    expect(alive.size).to.equal(0)
  })

  it('tells how long a recording is, where the browser plays such', async function () {
    if (!document.createElement('audio').canPlayType('audio/wav')) this.skip()
    const wave = await (await fetch('/fixtures/media/sample.wav')).blob()
    const header = new Uint8Array(await wave.arrayBuffer())
    const rate = new DataView(header.buffer).getUint32(28, true)
    // Three seconds of silence behind the same header.
    const long = new Uint8Array(44 + rate * 3)
    long.set(header.subarray(0, 44))
    new DataView(long.buffer).setUint32(4, long.length - 8, true)
    new DataView(long.buffer).setUint32(40, rate * 3, true)
    const element = await mount('<dt-media-upload lang="en"></dt-media-upload>')
    element.uploader = heldUploader().uploader
    element.addFiles([new File([long], 'voice.wav', { type: 'audio/wav' })])
    await until(() => parts(element, 'meta')[0]?.textContent?.includes('0:03'))
    expect(part(element, 'item').querySelector('img')).to.equal(null)
    await until(() => alive.size === 0)
  })

  it('gives back every picture of a thousand once they are removed (BR-12)', async function () {
    this.timeout(60_000)
    const element = await mount('<dt-media-upload multiple manual layout="grid"></dt-media-upload>')
    await element.addFiles(Array.from({ length: 1000 }, (_, i) => png(`${i}.png`, i)))
    await until(() => created > 20)
    element.clear()
    await until(() => parts(element, 'item').length === 0)
    expect(alive.size).to.equal(0)
  })
})
