/**
 * Plays many cases on several lanes at once.
 */

import { judgeCase } from './judge-case.ts'
import { type Lane, openLane } from './lane.ts'
import { bytesOf, makeCase } from './make-case.ts'
import { playCase } from './play-case.ts'
import { readAnswers } from './read-answers.ts'

export interface FuzzHttpOptions {
  readonly seed: number
  /** The indexes from `first` on. @default 0 */
  readonly first?: number
  readonly cases: number
  /** How many cases are under way at once. @default 12 */
  readonly lanes?: number
  readonly onFailure: (failure: HttpFailure) => void
}

/** A case that went wrong. */
export interface HttpFailure {
  readonly seed: number
  readonly index: number
  readonly titles: readonly string[]
  readonly problems: readonly string[]
  readonly sent: Buffer
  readonly received: Buffer
}

/** How many cases were played, and what came of their requests, by status. */
export interface HttpTally {
  readonly cases: number
  readonly failures: number
  readonly answers: Readonly<Record<string, number>>
}

/** Plays the cases of a seed, in any order. */
export async function fuzzHttp(options: FuzzHttpOptions): Promise<HttpTally> {
  const { seed, first = 0, cases, onFailure } = options
  const lanes = await Promise.all(Array.from({ length: Math.min(options.lanes ?? 12, cases) }, openLane))
  const answered: Record<string, number> = {}
  let next = first
  let failures = 0

  async function work(lane: Lane): Promise<void> {
    while (next < first + cases) {
      const index = next++
      const fuzzCase = makeCase(seed, index, lane)
      const played = await playCase(lane, fuzzCase)
      for (const { status } of readAnswers(played.received).answers) {
        answered[status] = (answered[status] ?? 0) + 1
      }
      const problems = judgeCase(fuzzCase, played)
      if (problems.length === 0) continue
      failures += 1
      const titles = fuzzCase.requests.map(({ title }) => title)
      const { auth, ending, pipelined } = fuzzCase
      const how = `auth ${auth}, ${pipelined ? 'pipelined, ' : ''}ending ${ending}`
      onFailure({
        seed,
        index,
        titles: [...titles, how],
        problems,
        sent: bytesOf(fuzzCase),
        received: played.received,
      })
    }
  }

  try {
    await Promise.all(lanes.map(work))
  } finally {
    await Promise.all(lanes.map((lane) => lane.close()))
  }
  return { cases, failures, answers: answered }
}
