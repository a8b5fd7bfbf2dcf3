/**
 * A network between a browser and a server: what goes up takes its time. Without it a file is sent
 * before the answer comes, and nothing shows of what a browser does with an early one.
 */

import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface SlowLink {
  /** Without a slash at the end. */
  readonly url: string
  stop(): void
}

/** Resolves to a way to the server at `url` that takes so many bytes a second. */
export async function startSlowLink(url: string, bytesPerSecond: number): Promise<SlowLink> {
  const { hostname, port } = new URL(url)
  const sockets = new Set<Socket>()
  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect({ host: hostname, port: Number(port), allowHalfOpen: true })
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one)
      one.on('error', () => other.resetAndDestroy())
      one.on('close', () => sockets.delete(one))
    }
    far.pipe(near)
    near.on('end', () => far.end())
    near.on('data', (chunk) => {
      far.write(chunk)
      near.pause()
      setTimeout(() => near.resume(), (chunk.length / bytesPerSecond) * 1000)
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop() {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}
