import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BOUNDARY, bodyOf, FIRST, field, media, NEXT, readWhole } from './testing/sample-form.ts'

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

async function* inRandomChunks(bytes: Uint8Array, random: () => number): AsyncGenerator<Uint8Array, void> {
  const maxChunkBytes = 1 + Math.floor(random() * 100)
  for (let at = 0; at < bytes.length; ) {
    const end = at + Math.floor(random() * maxChunkBytes) + (random() < 0.9 ? 1 : 0)
    yield bytes.subarray(at, end)
    at = Math.min(end, bytes.length)
  }
}

test('two thousand files made of scraps of delimiters come out as they went in', async () => {
  const random = seeded(20_260_101)
  for (let round = 0; round < 2000; round += 1) {
    const boundary = [BOUNDARY, '-', '--', 'x', 'ab', '-'.repeat(70), '0'.repeat(70)][round % 7] as string
    const delimiter = `\r\n--${boundary}`
    const scraps = ['\r', '\n', '-', '\r\n', '--', boundary, `--${boundary}`, 'x', '\0', '\r\n\r\n', '\r\n--']
    let content = ''
    while (random() < 0.9) {
      const cut = Math.floor(random() * delimiter.length)
      content += random() < 0.3 ? delimiter.slice(0, cut) : scraps[Math.floor(random() * scraps.length)]
    }
    // What is forbidden is the delimiter inside the content, or formed by it and the delimiter behind it.
    content = content.replaceAll(delimiter, '')
    while (`${content}${delimiter}`.indexOf(delimiter) < content.length) content = content.slice(0, -1)

    const form = `${FIRST}${field('type', 'image')}${NEXT}${media()}`.replaceAll(BOUNDARY, boundary)
    const body = bodyOf(form, content, delimiter, '--', random() < 0.5 ? '\r\n' : '')
    const read = await readWhole(inRandomChunks(body, random), boundary)
    assert.deepEqual(read.content, bodyOf(content), `round ${round}`)
    assert.deepEqual([read.fields, read.mediaOffset], [{ type: 'image' }, form.length], `round ${round}`)
  }
})
