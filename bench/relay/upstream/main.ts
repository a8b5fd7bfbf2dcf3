/**
 * The upstream's process: listens plain and with TLS, and takes orders from its parent.
 */

import { readFileSync } from 'node:fs'
import net, { type AddressInfo, type Server } from 'node:net'
import tls from 'node:tls'
import { Ledger, type LedgerReport } from './ledger.ts'
import { serveConnection, type UpstreamState } from './serve-connection.ts'

/** What the parent may ask. */
export type UpstreamOrder =
  | { readonly order: 'take' }
  | { readonly order: 'pace'; readonly bytesPerSecond: number }

export type UpstreamReply =
  | { readonly ready: { readonly plainPort: number; readonly tlsPort: number } }
  | { readonly report: LedgerReport }

const state: UpstreamState = { ledger: new Ledger(), bytesPerSecond: 0 }
const [keyFile = '', certFile = ''] = process.argv.slice(2)

const plain = net.createServer((socket) => serveConnection(socket, state))
const secure = tls.createServer({ key: readFileSync(keyFile), cert: readFileSync(certFile) }, (socket) =>
  serveConnection(socket, state),
)
secure.on('tlsClientError', () => {})
reply({ ready: { plainPort: await listen(plain), tlsPort: await listen(secure) } })

process.on('message', ((message: UpstreamOrder) => {
  if (message.order === 'pace') state.bytesPerSecond = message.bytesPerSecond
  reply({ report: state.ledger.take() })
}) satisfies (message: UpstreamOrder) => void)
process.on('disconnect', () => process.exit(0))

function reply(message: UpstreamReply): void {
  process.send?.(message)
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port: 0, host: '127.0.0.1', backlog: 2048 }, () => {
      resolve((server.address() as AddressInfo).port)
    })
  })
}
