import { expect } from 'chai'
import { heldUploader, mount, next, unmountAll, until } from '../form/testing/mounted-upload.ts'

/** A second of silence: WAV, 8 kHz, 8 bits, mono. */
function silence(): File {
  const header = new DataView(new ArrayBuffer(44))
  const text = (at: number, letters: string) =>
    [...letters].forEach((letter, i) => {
      header.setUint8(at + i, letter.charCodeAt(0))
    })
  text(0, 'RIFF')
  header.setUint32(4, 36 + 8000, true)
  text(8, 'WAVEfmt ')
  header.setUint32(16, 16, true)
  header.setUint16(20, 1, true)
  header.setUint16(22, 1, true)
  header.setUint32(24, 8000, true)
  header.setUint32(28, 8000, true)
  header.setUint16(32, 1, true)
  header.setUint16(34, 8, true)
  text(36, 'data')
  header.setUint32(40, 8000, true)
  return new File([header, new Uint8Array(8000).fill(128)], 'silence.wav', { type: 'audio/wav' })
}

async function picture(): Promise<File> {
  const canvas = Object.assign(document.createElement('canvas'), { width: 30, height: 20 })
  canvas.getContext('2d')?.fillRect(0, 0, 30, 20)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve))
  return new File([blob ?? ''], 'picture.png', { type: 'image/png' })
}

describe('media-uploaded', () => {
  afterEach(unmountAll)

  const uploadedFrom = async (file: File) => {
    const element = await mount('<dt-media-upload></dt-media-upload>')
    const { uploads, uploader } = heldUploader()
    element.uploader = uploader
    const uploaded = next(element, 'media-uploaded')
    element.addFiles([file])
    ;(await until(() => uploads[0])).succeed()
    return (await uploaded).detail
  }

  it('tells the width and height of a picture', async () => {
    const { width, height } = await uploadedFrom(await picture())
    expect([width, height]).to.deep.equal([30, 20])
  })

  it('tells the duration of a recording, where the browser plays such', async function () {
    if (!document.createElement('audio').canPlayType('audio/wav')) this.skip()
    const { duration_ms, width } = await uploadedFrom(silence())
    expect([duration_ms, width]).to.deep.equal([1000, undefined])
  })

  it('tells nothing of what the browser cannot read', async () => {
    const { width, duration_ms } = await uploadedFrom(new File(['%PDF-1.7\n'], 'a.pdf'))
    expect([width, duration_ms]).to.deep.equal([undefined, undefined])
  })
})
