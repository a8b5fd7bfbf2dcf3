import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { test } from 'node:test'
import { eventually, png, setStage } from './testing/stage.ts'

const stage = setStage()

test('SZ-10 lets a slow DingTalk slow the client down, and holds next to nothing itself', async () => {
  stage.emulator.control.addFault({ bytesPerSecond: 4 * 2 ** 20 })
  const { hostname, port } = new URL(stage.relay.url)
  const body = Buffer.concat([png, Buffer.alloc(19 * 2 ** 20)])
  const socket = connect(Number(port), hostname)
  socket.on('error', () => {})
  socket.write(
    `POST /media/upload?type=image&filename=a.png HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n`,
  )
  socket.write(body)
  const received = () => stage.emulator.control.state().uploads.running.at(-1)?.receivedBytes ?? 0
  await eventually(() => received() > 2 ** 18, 'bytes arrive')
  // The kernel's buffers on both hops take some megabytes; the rest still waits at the client.
  assert.ok(
    socket.writableLength > 0 && received() < 8 * 2 ** 20,
    `${received()} arrived, ${socket.writableLength} wait`,
  )
  socket.destroy()
  await eventually(() => stage.emulator.control.state().uploads.cut === 1, 'the upload is cut off')
})
