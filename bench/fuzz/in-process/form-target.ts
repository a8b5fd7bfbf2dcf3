/**
 * `readUploadForm`: throws nothing but a `MediaError`, says the same however the body is cut, takes from
 * its source no more than there is, and gives the bytes that the plainest reading finds.
 */

import { MediaError } from '../../../packages/backend/src/errors.ts'
import { readUploadForm } from '../../../packages/backend/src/multipart/read-upload-form.ts'
import { makeScraps } from '../http/content.ts'
import { writeForm } from '../http/form-draft.ts'
import { FORM_FLAWS } from '../http/form-flaws.ts'
import { makeForm } from '../http/make-form.ts'
import { mutate } from '../mutate.ts'
import type { Random } from '../random.ts'
import { fileIn } from '../reference-form.ts'
import type { Target } from './target.ts'

/** So long are the files here: nothing depends on more, and a million of them are read. */
const MAX_FILE_BYTES = 200

export const formTarget: Target = {
  name: 'readUploadForm',
  share: 150,
  async run(random) {
    const { body, boundary } = makeBody(random)
    const whole = await outcome([body], boundary)
    const others = [cut(body, random, random.pick([3, 40, 300]))]
    if (body.length < 500 && random.chance(0.2)) others.push(cut(body, random, 1))
    for (const chunks of others) {
      const other = await outcome(chunks, boundary)
      if (other.text !== whole.text) return `whole: ${whole.text}; in ${chunks.length} chunks: ${other.text}`
    }
    if (whole.content && !whole.content.equals(fileIn(body, boundary) ?? Buffer.from('none'))) {
      return `the file is ${JSON.stringify(whole.content.toString('latin1'))}, and not what stands in the form`
    }
    return whole.text.startsWith('!') ? whole.text : undefined
  },
}

function makeBody(random: Random): { body: Buffer; boundary: string } {
  const { draft } = makeForm(random, random.chance(0.1) ? 'a.b.c' : undefined)
  const { boundary } = draft
  if (random.chance(0.1)) return { boundary, body: makeScraps(random, boundary) }
  const media = draft.parts.at(-1)
  if (media) media.content = media.content.subarray(0, MAX_FILE_BYTES)
  draft.preamble = draft.preamble.subarray(0, 100)
  if (random.chance(0.3)) random.pick(LIGHT_FLAWS)(draft, random)
  const body = writeForm(draft)
  return { boundary, body: random.chance(0.7) ? mutate(body, random) : body }
}

const LIGHT_FLAWS = Object.entries(FORM_FLAWS)
  .filter(([title]) => !/thousand|long|what its name says/.test(title))
  .map(([, flaw]) => flaw)

interface Outcome {
  readonly text: string
  readonly content?: Buffer
}

/** What came of a body; a text that begins with `!` is wrong in any case. */
async function outcome(chunks: readonly Buffer[], boundary: string): Promise<Outcome> {
  let reads = 0
  let given = 0
  const source = {
    [Symbol.asyncIterator]: () => ({
      next: async () => {
        const value = chunks[reads++]
        return value ? { done: false as const, value } : { done: true as const, value: undefined }
      },
      return: async () => ({ done: true as const, value: undefined }),
    }),
  }
  try {
    const { fields, filename, contentType, mediaOffset, media } = await readUploadForm(source, boundary)
    const pieces: Uint8Array[] = []
    for await (const piece of media) {
      pieces.push(piece)
      given += 1
    }
    // A chunk is asked for once, the end a few times; it gives what was held back before it, and its own content.
    if (reads > chunks.length + 4 || given > 2 * chunks.length) return { text: '!more steps than chunks' }
    const content = Buffer.concat(pieces)
    const facts = [[...fields], filename, contentType, mediaOffset, content.toString('latin1')]
    return { text: JSON.stringify(facts), content }
  } catch (error) {
    return { text: error instanceof MediaError ? `${error.code}: ${error.message}` : `!threw ${error}` }
  }
}

function cut(body: Buffer, random: Random, mostBytes: number): Buffer[] {
  const chunks: Buffer[] = []
  for (let at = 0; at < body.length; ) {
    const chunk = body.subarray(at, at + (random.chance(0.05) ? 0 : random.between(1, mostBytes)))
    chunks.push(chunk)
    at += chunk.length
  }
  return chunks
}
