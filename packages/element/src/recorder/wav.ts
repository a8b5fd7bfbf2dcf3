/**
 * A WAV file of 16-bit mono samples: RIFF, WAVE, `fmt ` with PCM, `data`.
 * http://soundfile.sapp.org/doc/WaveFormat/
 */

export const WAV_HEADER_BYTES = 44

/** A file that every player takes; the samples are stored as they are. */
export function wavFile(samples: Int16Array<ArrayBuffer>, sampleRate: number, name: string): File {
  const header = new DataView(new ArrayBuffer(WAV_HEADER_BYTES))
  const { byteLength } = samples
  const fields: readonly (string | readonly [bytes: 2 | 4, value: number])[] = [
    ...['RIFF', [4, byteLength + 36] as const, 'WAVE'],
    ...['fmt ', [4, 16] as const],
    // PCM, one channel, bytes a second, bytes and bits a sample.
    ...([
      [2, 1],
      [2, 1],
      [4, sampleRate],
      [4, sampleRate * 2],
      [2, 2],
      [2, 16],
    ] as const),
    ...['data', [4, byteLength] as const],
  ]
  let at = 0
  for (const field of fields) {
    if (typeof field === 'string') {
      for (const letter of field) header.setUint8(at++, letter.charCodeAt(0))
    } else {
      const [bytes, value] = field
      if (bytes === 2) header.setUint16(at, value, true)
      else header.setUint32(at, value, true)
      at += bytes
    }
  }
  return new File([header, samples], `${name}.wav`, { type: 'audio/wav' })
}
