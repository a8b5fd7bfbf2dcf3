/**
 * `Delimiter`: finds what `indexOf` finds, over any chunks, and looks at no byte more than a few times.
 */

import { Delimiter } from '../../../packages/backend/src/multipart/delimiter.ts'
import { makeScraps } from '../http/content.ts'
import { makeBoundary } from '../http/make-form.ts'
import type { Random } from '../random.ts'
import type { Target } from './target.ts'

/** Looks at one byte, on average, that a linear search may take. */
const MAX_LOOKS = 4

export const delimiterTarget: Target = {
  name: 'Delimiter',
  share: 50,
  run(random) {
    const boundary = makeBoundary(random)
    const bytes = Buffer.concat([
      makeScraps(random, boundary),
      ...(random.chance(0.5) ? [mark(boundary)] : []),
    ])
    const expected = bytes.indexOf(mark(boundary))
    const { found, looks, chunks } = search(bytes, boundary, random)
    if (found !== expected) return `found at ${found}, not at ${expected}`
    const most = MAX_LOOKS * (bytes.length + chunks)
    return looks <= most ? undefined : `${looks} looks at ${bytes.length} bytes in ${chunks} chunks`
  },
}

const mark = (boundary: string) => Buffer.from(`\r\n--${boundary}`)

function search(bytes: Buffer, boundary: string, random: Random) {
  const delimiter = new Delimiter(boundary)
  const most = random.pick([1, 5, 50, 5000])
  let [looks, chunks, matched] = [0, 0, 0]
  for (let at = 0; at < bytes.length; chunks += 1) {
    const chunk = bytes.subarray(at, at + random.between(1, most))
    const counted = new Proxy(chunk, {
      get(target, key) {
        if (key === 'length') return target.length
        looks += 1
        return target[Number(key)]
      },
    })
    const result = delimiter.search(counted, matched)
    matched = result.matched
    if (matched === delimiter.bytes.length) return { found: at + result.next - matched, looks, chunks }
    at += chunk.length
  }
  return { found: -1, looks, chunks }
}
