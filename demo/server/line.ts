/**
 * The wire between the page and the relay, so that a visitor can slow it down or cut it. It passes bytes
 * on and knows nothing of HTTP: to the browser it is the relay.
 */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { Transform } from 'node:stream'

export type LineMode = 'normal' | 'slow' | 'offline'

export interface Line {
  readonly url: string
  /** Takes effect at once, on open connections too. */
  setMode(mode: LineMode): void
  close(): void
}

const SLOW_BYTES_PER_SECOND = 300_000

/** Opens a line to a port of this machine. */
export async function openLine(targetPort: number): Promise<Line> {
  let mode: LineMode = 'normal'
  const sockets = new Set<Socket>()
  const cut = () => {
    for (const socket of sockets) socket.resetAndDestroy()
  }
  const watch = (socket: Socket, otherEnd: Socket) => {
    sockets.add(socket)
    socket.setNoDelay(true)
    socket.on('error', () => otherEnd.destroy())
    socket.on('close', () => {
      sockets.delete(socket)
      otherEnd.destroySoon()
    })
  }

  const server = createServer((near) => {
    if (mode === 'offline') return near.resetAndDestroy()
    const far = connect(targetPort, '127.0.0.1')
    watch(near, far)
    watch(far, near)
    near.pipe(createBrake(() => mode === 'slow')).pipe(far)
    far.pipe(near)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    setMode(next) {
      mode = next
      if (mode === 'offline') cut()
    },
    close() {
      server.close()
      cut()
    },
  }
}

function createBrake(isOn: () => boolean): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (isOn()) setTimeout(done, (chunk.length / SLOW_BYTES_PER_SECOND) * 1000, null, chunk)
      else done(null, chunk)
    },
  })
}
