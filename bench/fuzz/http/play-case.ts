/**
 * Plays one case over a real socket, and tells all that came of it.
 */

import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setImmediate, setTimeout as sleep } from 'node:timers/promises'
import type { Lane, LaneLog } from './lane.ts'
import type { FuzzCase } from './make-case.ts'
import { readAnswers } from './read-answers.ts'

/** What came of a case. */
export interface Played extends LaneLog {
  readonly received: Buffer
  /** What did not come to an end in time, if anything. */
  readonly hung: 'connect' | 'answer' | 'close' | 'relay' | undefined
}

/** Nothing that a client waits for takes longer, the end of its own silence included. */
const PATIENCE_MS = 20_000

/** How long a client that cannot know what it is owed waits for more. */
const QUIET_MS = 25

/** Plays a case on a lane that nobody else uses. */
export async function playCase(lane: Lane, fuzzCase: FuzzCase): Promise<Played> {
  lane.clear()
  const socket = connect({
    port: lane.ports[fuzzCase.auth],
    host: '127.0.0.1',
    allowHalfOpen: true,
    noDelay: true,
  })
  const connection = watch(socket)
  if (!(await until(() => connection.opened || connection.closed))) return end('connect')

  const { requests, writes, pipelined, unhurried, ending } = fuzzCase
  for (const [position, pieces] of writes.entries()) {
    for (const piece of pieces) {
      if (connection.closed) break
      socket.write(piece)
      if (unhurried) await setImmediate()
    }
    const last = position === writes.length - 1
    if (!pipelined && !last && !(await answered(position + 1))) return end('answer')
  }
  if (ending === 'wait' && !(await answered(requests.length))) return end('answer')
  if (ending === 'fin') await quiet()
  if (ending === 'stall') {
    const told = () =>
      connection.over || (readAnswers(connection.received()).answers.length > 0 && lane.idle())
    if (!(await until(told))) return end('answer')
    socket.destroy()
  } else if (ending === 'reset') {
    if (fuzzCase.index % 2) await quiet()
    socket.resetAndDestroy()
  } else socket.end()

  if (!(await until(() => connection.closed))) return end('close')
  // What the relay has not yet read of a connection that is gone must not count for the next case.
  for (let turns = 0; turns < 10; turns += 1) {
    if (!(await until(lane.idle))) return end('relay')
    await setImmediate()
  }
  return end(undefined)

  /** Waits for so many answers; a request whose framing is in doubt may remain without. */
  function answered(count: number): Promise<boolean> {
    const sure = requests.slice(0, count).every(({ framing }) => framing === 'whole')
    const enough = () => connection.over || readAnswers(connection.received()).answers.length >= count
    return sure ? until(enough) : quiet(enough)
  }

  async function quiet(enough = () => connection.over): Promise<true> {
    const deadline = performance.now() + QUIET_MS
    while (!enough() && (performance.now() < deadline || !lane.idle())) {
      if (performance.now() > deadline + QUIET_MS) break
      await sleep(1)
    }
    return true
  }

  function end(hung: Played['hung']): Played {
    socket.destroy()
    return { received: connection.received(), hung, ...lane.log() }
  }
}

interface Connection {
  readonly opened: boolean
  /** The server will send no more. */
  readonly over: boolean
  readonly closed: boolean
  received(): Buffer
}

function watch(socket: Socket): Connection {
  const chunks: Buffer[] = []
  const seen = { opened: false, over: false, closed: false, received: () => Buffer.concat(chunks) }
  socket.on('connect', () => {
    seen.opened = true
  })
  socket.on('data', (chunk) => chunks.push(chunk))
  socket.on('error', () => {})
  socket.on('end', () => {
    seen.over = true
    // A server that has ended its half is not kept waiting for ours.
    socket.end()
  })
  void once(socket, 'close').then(
    () => close(),
    () => close(),
  )
  const close = () => {
    seen.over = true
    seen.closed = true
  }
  return seen
}

async function until(holds: () => boolean): Promise<boolean> {
  const deadline = performance.now() + PATIENCE_MS
  for (let turn = 0; !holds(); turn += 1) {
    if (performance.now() > deadline) return false
    if (turn < 20) await setImmediate()
    else await sleep(1)
  }
  return true
}
