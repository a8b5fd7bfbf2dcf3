/** A voice note without a microphone: four notes of a chime as a WAV file, 16 kHz, mono. */

const SAMPLE_RATE = 16000
const NOTES_HZ = [523.25, 659.25, 783.99, 1046.5]
const NOTE_SECONDS = 0.42

/** A WAV file of about two seconds. */
export function playChime(): File {
  const shift = 2 ** (Math.floor(Math.random() * 12) / 12 - 0.5)
  const samples = new Int16Array(Math.round(SAMPLE_RATE * (NOTES_HZ.length * NOTE_SECONDS + 0.6)))
  for (const [index, hertz] of NOTES_HZ.entries()) {
    const start = Math.round(index * NOTE_SECONDS * SAMPLE_RATE)
    for (let at = start; at < samples.length; at++) {
      const seconds = (at - start) / SAMPLE_RATE
      const tone = Math.sin(2 * Math.PI * hertz * shift * seconds) * Math.exp(-4.5 * seconds)
      samples[at] = (samples[at] ?? 0) + tone * 9000
    }
  }
  return new File([wavHeader(samples.byteLength), samples], 'chime.wav', { type: 'audio/wav' })
}

function wavHeader(dataBytes: number): ArrayBuffer {
  const header = new DataView(new ArrayBuffer(44))
  const text = (at: number, letters: string) => {
    for (let index = 0; index < letters.length; index++)
      header.setUint8(at + index, letters.charCodeAt(index))
  }
  text(0, 'RIFF')
  header.setUint32(4, 36 + dataBytes, true)
  text(8, 'WAVEfmt ')
  header.setUint32(16, 16, true)
  header.setUint16(20, 1, true)
  header.setUint16(22, 1, true)
  header.setUint32(24, SAMPLE_RATE, true)
  header.setUint32(28, SAMPLE_RATE * 2, true)
  header.setUint16(32, 2, true)
  header.setUint16(34, 16, true)
  text(36, 'data')
  header.setUint32(40, dataBytes, true)
  return header.buffer
}
