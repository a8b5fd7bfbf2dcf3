import assert from 'node:assert/strict'
import net, { type AddressInfo } from 'node:net'
import { test } from 'node:test'
import { JOINED_BYTES, writeJoined } from './joined-write.ts'

/** A connection, and all that its other end has got by the time it ends. */
async function connection(readable: boolean) {
  const received: Uint8Array[] = []
  const peers: net.Socket[] = []
  const server = net.createServer((socket) => {
    peers.push(socket)
    if (readable) socket.on('data', (chunk) => received.push(chunk))
    else socket.pause()
  })
  server.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const socket = net.connect((server.address() as AddressInfo).port, '127.0.0.1')
  await new Promise((resolve) => socket.once('connect', resolve))
  while (peers.length === 0) await new Promise(setImmediate)
  const [peer] = peers as [net.Socket]
  return {
    socket,
    read: () => peer.on('data', (chunk) => received.push(chunk)).resume(),
    async whole() {
      socket.end()
      await new Promise((resolve) => peer.once('end', resolve))
      socket.destroy()
      peer.destroy()
      server.close()
      return Buffer.concat(received)
    },
  }
}

test('parts arrive as they were, one write after the other', async () => {
  const { socket, whole } = await connection(true)
  writeJoined(socket, [Buffer.from('one '), Buffer.from('write, ')], 11)
  writeJoined(socket, [Buffer.from('and another')], 11)
  assert.equal((await whole()).toString(), 'one write, and another')
})

test('what the kernel has not taken is not written over by the next', async () => {
  const { socket, read, whole } = await connection(false)
  const sent: Buffer[] = []
  // Nobody reads: at some point the kernel takes no more, and bytes wait here.
  for (let fill = 0; sent.length < 4 || socket.writableLength <= 2 * JOINED_BYTES; fill += 1) {
    const part = Buffer.alloc(JOINED_BYTES, fill % 251)
    writeJoined(socket, [part], part.length)
    sent.push(part)
    assert.ok(sent.length < 1000)
  }
  read()
  assert.ok((await whole()).equals(Buffer.concat(sent)))
})
