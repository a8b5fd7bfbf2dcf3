/**
 * One conversation with the relay: one to three requests on a connection, how they are cut into
 * writes, and how the client ends it. A seed and an index make it, and nothing else.
 */

import { createRandom, type Random } from '../random.ts'
import { makeRequest } from './make-request.ts'
import type { Expectation, FuzzAuth } from './request-draft.ts'
import type { FuzzRequest } from './write-request.ts'

/** How the client leaves: having waited, by FIN, by RST, or not at all. */
export type Ending = 'wait' | 'fin' | 'reset' | 'stall'

export interface FuzzCase {
  readonly seed: number
  readonly index: number
  readonly auth: FuzzAuth
  readonly requests: readonly FuzzRequest[]
  /** All that is sent, one entry a request, each cut into its writes. */
  readonly writes: readonly (readonly Buffer[])[]
  /** Whether a request is sent before the one before it was answered. */
  readonly pipelined: boolean
  /** Whether the writes wait for one another. */
  readonly unhurried: boolean
  readonly ending: Ending
}

/** What the case's author must know of the stage. */
export interface CaseFacts {
  /** A grant that the relay takes. */
  readonly grant: string
}

/** The case of a seed and an index. */
export function makeCase(seed: number, index: number, { grant }: CaseFacts): FuzzCase {
  const random = createRandom(seed, index)
  const auth = random.chance(0.4) ? 'grant' : 'none'
  const count = random.pick([1, 1, 1, 1, 2, 3])
  const whole = Array.from({ length: count }, () => makeRequest(random, { auth, grant }))
  const requests = (random.chance(0.15) ? cutOff(whole, random) : whole).map(doubtIfFollowed)
  return {
    seed,
    index,
    auth,
    requests,
    writes: requests.map(({ wire }) => cutIntoWrites(wire, random)),
    pipelined: random.chance(0.3),
    unhurried: random.chance(0.3),
    ending: makeEnding(requests, random),
  }
}

/** All that is sent, in one piece. */
export function bytesOf({ requests }: FuzzCase): Buffer {
  return Buffer.concat(requests.map(({ wire }) => wire))
}

/** Ends the conversation inside its last request. */
function cutOff(requests: readonly FuzzRequest[], random: Random): readonly FuzzRequest[] {
  const last = requests.at(-1) as FuzzRequest
  const { wire, framing } = last
  // Cut short, a message that was longer than it said may be whole.
  const surely: Expectation = framing === 'whole' ? { kind: 'refused' } : { kind: 'open', content: undefined }
  const most = wire.length - 1
  if (most < 1) return requests
  const at = random.chance(0.3) ? most - random.below(Math.min(most, 20)) : random.between(1, most)
  return [
    ...requests.slice(0, -1),
    {
      title: `${last.title}, cut off`,
      wire: wire.subarray(0, at),
      expectation: surely,
      framing: framing === 'whole' ? 'open' : 'unknown',
    },
  ]
}

/** A message that does not end swallows the next one, and may be whole then. */
function doubtIfFollowed(
  request: FuzzRequest,
  position: number,
  { length }: readonly FuzzRequest[],
): FuzzRequest {
  if (request.framing !== 'open' || position === length - 1) return request
  return { ...request, expectation: { kind: 'open', content: undefined }, framing: 'unknown' }
}

function makeEnding(requests: readonly FuzzRequest[], random: Random): Ending {
  const open = requests.some(({ framing }) => framing !== 'whole')
  if (!open) return random.pick(['wait', 'wait', 'wait', 'wait', 'wait', 'wait', 'wait', 'fin', 'reset'])
  return random.chance(0.01) ? 'stall' : random.pick(['fin', 'fin', 'fin', 'reset'])
}

function cutIntoWrites(wire: Buffer, random: Random): Buffer[] {
  const cuts = random.chance(0.5) ? 0 : random.below(random.pick([2, 5, 20]))
  const near = () => wire.length - random.below(Math.min(wire.length, 100))
  const at = Array.from({ length: cuts }, () => (random.chance(0.3) ? near() : random.below(wire.length)))
  const edges = [0, ...at.sort((a, b) => a - b), wire.length]
  return edges.slice(1).map((edge, position) => wire.subarray(edges[position], edge))
}
