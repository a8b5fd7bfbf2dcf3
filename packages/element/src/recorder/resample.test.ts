import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createResampler, SAMPLE_RATE } from './resample.ts'

/** A second of a tone at a rate, as a microphone gives it. */
function tone(hertz: number, rate: number, loudness = 0.5): Float32Array {
  return Float32Array.from({ length: rate }, (_, i) => loudness * Math.sin((2 * Math.PI * hertz * i) / rate))
}

/** In chunks as odd as a browser's may be. */
function resampled(samples: Float32Array, rate: number, chunkLength: number): number[] {
  const resample = createResampler(rate)
  const out: number[] = []
  for (let at = 0; at < samples.length; at += chunkLength) {
    out.push(...resample(samples.subarray(at, at + chunkLength)))
  }
  return out
}

function loudest(samples: readonly number[]): number {
  return samples.reduce((peak, value) => Math.max(peak, Math.abs(value)), 0) / 32_767
}

for (const rate of [8_000, 16_000, 22_050, 44_100, 48_000, 96_000]) {
  test(`makes a second of 16 kHz out of a second of ${rate} Hz, in chunks of any size`, () => {
    const whole = resampled(tone(440, rate), rate, rate)
    assert.ok(Math.abs(whole.length - SAMPLE_RATE) <= 1, `${whole.length} samples`)
    for (const chunkLength of [1, 128, 2048, 4097]) {
      assert.deepEqual(resampled(tone(440, rate), rate, chunkLength), whole)
    }
  })

  test(`keeps the pitch and the loudness of speech at ${rate} Hz`, () => {
    const samples = resampled(tone(440, rate), rate, 2048)
    const crossings = samples.filter((value, i) => value >= 0 && (samples[i - 1] ?? 0) < 0).length
    assert.ok(Math.abs(crossings - 440) <= 1, `${crossings} periods`)
    assert.ok(Math.abs(loudest(samples) - 0.5) < 0.01, `${loudest(samples)}`)
  })
}

test('lets tones fade that 16 kHz cannot hold', () => {
  assert.ok(loudest(resampled(tone(15_000, 48_000), 48_000, 2048)) < 0.1)
})

test('clips what is too loud instead of turning it over', () => {
  const samples = resampled(tone(440, 48_000, 3), 48_000, 2048)
  assert.equal(Math.max(...samples), 32_767)
  assert.equal(Math.min(...samples), -32_767)
})
