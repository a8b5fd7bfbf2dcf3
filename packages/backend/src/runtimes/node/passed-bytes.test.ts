import { test } from 'node:test'
import type { SendUpload } from '../../dingtalk/transport.ts'
import { pourBytes } from '../../streams/pour-bytes.ts'
import { createNodeRuntime } from './node-runtime.ts'
import { collectGarbage } from './testing/collect-garbage.ts'
import { connectRaw, type RawClient, uploadHead } from './testing/raw-client.ts'
import { bigPng, eventually, setStage } from './testing/stage.ts'

let receivedBytes = 0

/** Counts what comes and keeps nothing, as the emulator in this process does not. */
const sendUpload: SendUpload = ({ body, signal }) =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason))
    pourBytes(body, {
      write(chunk) {
        receivedBytes += chunk.length
        return true
      },
      end: () => {},
      fail: reject,
    })
  })

const stage = setStage({
  runtime: { ...createNodeRuntime(), sendUpload },
  maxUploadsPerSubject: 100,
  bodyIdleTimeoutMs: 60_000,
})

const UPLOADS = 60
const SENT_BYTES = 200_000
const FORM_START =
  '--b\r\nContent-Disposition: form-data; name="type"\r\n\r\nimage\r\n' +
  '--b\r\nContent-Disposition: form-data; name="media"; filename="a.png"\r\n\r\n'

for (const [way, contentType, start] of [
  ['raw body', 'image/png', ''],
  ['form', 'multipart/form-data; boundary=b', FORM_START],
] as const) {
  test(`SZ-10 an upload as a ${way} keeps none of the bytes that it has passed on`, async () => {
    const head = uploadHead([`Content-Length: ${bigPng.length}`, `Content-Type: ${contentType}`])
    const sent = Buffer.concat([Buffer.from(start), bigPng.subarray(0, SENT_BYTES)])
    const clients: RawClient[] = []
    receivedBytes = 0
    const before = heldBytes()
    for (let i = 0; i < UPLOADS; i++) {
      const client = await connectRaw(stage.relay.url)
      clients.push(client)
      await client.write(head, sent)
    }
    // A few bytes may be held back that look like a delimiter's.
    await eventually(() => receivedBytes > UPLOADS * (SENT_BYTES - 1000), 'all of it is passed on')
    // The collector sweeps buffers in its own time.
    await eventually(() => heldBytes() - before < UPLOADS * 8 * 1024, 'next to nothing is held')
    for (const { socket } of clients) socket.destroy()
  })
}

/** Bytes of buffers that something still holds. */
function heldBytes(): number {
  collectGarbage()
  return process.memoryUsage().arrayBuffers
}
