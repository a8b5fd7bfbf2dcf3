/**
 * DingTalk's process under load: gives tokens, throws files away as they come, and counts what came whole.
 */

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the parent is told when it asks. */
export interface DingTalkFacts {
  readonly port: number
  readonly running: number
  readonly completed: number
  readonly cutOff: number
}

let running = 0
let completed = 0
let cutOff = 0

const server = createServer((incoming, outgoing) => {
  const answer = (body: object) => outgoing.end(JSON.stringify(body))
  if (!incoming.url?.startsWith('/media/upload?')) {
    answer({ errcode: 0, errmsg: 'ok', access_token: 'load-access-token', expires_in: 7200 })
    return
  }
  running += 1
  incoming.on('close', () => {
    running -= 1
    if (incoming.complete) completed += 1
    else cutOff += 1
  })
  incoming.on('error', () => {})
  incoming.on('end', () => {
    answer({ errcode: 0, errmsg: 'ok', type: 'image', media_id: '@lAL0123456789', created_at: 1 })
  })
  incoming.resume()
})

server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, tell)
process.on('message', tell)
process.on('disconnect', () => process.exit(0))

function tell(): void {
  const { port } = server.address() as AddressInfo
  process.send?.({ port, running, completed, cutOff } satisfies DingTalkFacts)
}
