import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MEDIA_RULES } from '@dt-media/backend/contract'
import { SAMPLE_RATE } from './resample.ts'
import { WAV_HEADER_BYTES, wavFile } from './wav.ts'

test('writes the header of a mono file of 16 bits, byte for byte', async () => {
  const file = wavFile(Int16Array.of(1, -2), 16_000, 'voice')
  assert.equal(file.name, 'voice.wav')
  assert.equal(file.type, 'audio/wav')
  const hex = Buffer.from(await file.arrayBuffer()).toString('hex')
  const riff = '52494646 28000000 57415645'
  const format = '666d7420 10000000 0100 0100 803e0000 007d0000 0200 1000'
  const data = '64617461 04000000 0100feff'
  assert.equal(hex, `${riff}${format}${data}`.replaceAll(' ', ''))
})

test('has 65.5 seconds in the 2 MB of the rule', () => {
  const seconds = (MEDIA_RULES.voice.maxBytes - WAV_HEADER_BYTES) / 2 / SAMPLE_RATE
  assert.equal(seconds.toFixed(1), '65.5')
  assert.ok(MEDIA_RULES.voice.formats.includes('wav'))
})
