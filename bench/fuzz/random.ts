/**
 * Chance that can be had again: the same seeds give the same draws, on every machine.
 */

export interface Random {
  /** A whole number from 0 up to, but not, `count`. */
  below(count: number): number
  /** A whole number from `min` to `max`, both included. */
  between(min: number, max: number): number
  chance(probability: number): boolean
  pick<T>(list: readonly T[]): T
  /** Each with the same chance, in another order. */
  shuffle<T>(list: readonly T[]): T[]
  bytes(count: number): Buffer
}

/** Draws by mulberry32; further seeds, such as a case's index, begin a sequence of their own. */
export function createRandom(...seeds: readonly number[]): Random {
  let state = seeds.reduce((mixed, seed) => scramble(mixed ^ scramble(seed | 0)), 0x9e3779b9)

  function below(count: number): number {
    state = (state + 0x6d2b79f5) | 0
    return Math.floor((scramble(state) / 2 ** 32) * count)
  }

  const random: Random = {
    below,
    between: (min, max) => min + below(max - min + 1),
    chance: (probability) => below(2 ** 24) < probability * 2 ** 24,
    pick: <T>(list: readonly T[]) => list[below(list.length)] as T,
    shuffle(list) {
      const left = [...list]
      return list.flatMap(() => left.splice(below(left.length), 1))
    },
    bytes: (count) => Buffer.from(Array.from({ length: count }, () => below(256))),
  }
  return random
}

/** Mulberry32's mixing of 32 bits. */
function scramble(bits: number): number {
  let mixed = Math.imul(bits ^ (bits >>> 15), 1 | bits)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return (mixed ^ (mixed >>> 14)) >>> 0
}
