import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { mediaIdOf } from '../sampled-checksum.ts'
import { type ReceivedUpload, UploadSink } from './upload-sink.ts'

const file = randomBytes(1_000_003)
const form = Buffer.concat([
  Buffer.from('--b\r\nContent-Disposition: form-data; name="media"; filename="x.png"\r\n\r\n'),
  file,
  Buffer.from('\r\n--b--\r\n'),
])

function receive(body: Buffer, stepBytes = 65_536): ReceivedUpload {
  const sink = new UploadSink('b', () => {})
  for (let at = 0; at < body.length; at += stepBytes) sink.write(body.subarray(at, at + stepBytes))
  return sink.end()
}

test('finds the same file however its form is cut', () => {
  for (const stepBytes of [7, 511, 512, 513, 65_536, form.length]) {
    assert.deepEqual(receive(form, stepBytes), { mediaId: mediaIdOf(file), fault: undefined })
  }
})

test('knows a file that lost a hundred bytes by its media_id', () => {
  const damaged = Buffer.concat([form.subarray(0, 300_000), form.subarray(300_100)])
  assert.notEqual(receive(damaged).mediaId, mediaIdOf(file))
})

test('faults a form that lost its closing delimiter', () => {
  assert.equal(receive(form.subarray(0, -8)).fault, 'no closing delimiter')
})
