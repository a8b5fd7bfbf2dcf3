import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { drain, inChunks, SampleSource } from '../streams/testing/sample-source.ts'
import { readUploadForm } from './read-upload-form.ts'
import {
  BOUNDARY,
  bodyOf,
  CHUNK_SIZES,
  FIRST,
  formWith,
  media,
  NEXT,
  readWhole,
} from './testing/sample-form.ts'

const half = BOUNDARY.slice(0, 20)

describe('content passes unchanged, whatever it looks like', () => {
  const contents: Readonly<Record<string, string | Uint8Array>> = {
    'SZ-11 no byte': '',
    'SZ-11 one byte': 'x',
    'MP-05 every byte there is': Uint8Array.from({ length: 1024 }, (_, index) => index),
    'MP-05 the dashes and boundary alone': FIRST,
    'MP-05 the delimiter without its line break, at the start and inside': `${FIRST}--\r\n .. ${FIRST}--`,
    'MP-05 the delimiter behind a bare LF': `a\n${FIRST}\r\nb\n${FIRST}--\r\n`,
    'MP-05 the delimiter behind a bare CR': `a\r${FIRST}\r\nb`,
    'MP-05 the delimiter with one dash': `\r\n-${BOUNDARY}\r\n`,
    'MP-05 the delimiter but for its last character': `${NEXT.slice(0, -1)}\r\n${NEXT.slice(0, -1)}`,
    'MP-05 the delimiter in lower case': NEXT.toLowerCase(),
    'MP-05 the delimiter behind a space': `\r\n ${FIRST}--`,
    'MP-05 broken delimiters one after another': `\r\r\n\r\n-\r\n--\r\n--${half}\r\n--${half}`,
    'MP-06 ends with CR': 'abc\r',
    'MP-06 ends with CR LF': 'abc\r\n',
    'MP-06 ends with CR LF and a dash': 'abc\r\n-',
    'MP-06 ends with CR LF and two dashes': 'abc\r\n--',
    'MP-06 ends with half a delimiter': `abc\r\n--${half}`,
    'MP-06 ends with a delimiter but for its last character': `abc${NEXT.slice(0, -1)}`,
    'MP-31 looks like base64': 'iVBORw0KGgo=\r\n\r\n',
    'a form of another boundary':
      '--other\r\nContent-Disposition: form-data; name="type"\r\n\r\nfile\r\n--other--\r\n',
  }
  for (const [title, content] of Object.entries(contents)) {
    test(title, async () => {
      for (const chunkBytes of CHUNK_SIZES) {
        const read = await readWhole(inChunks(formWith(content), chunkBytes))
        assert.deepEqual(read.content, bodyOf(content), `in chunks of ${chunkBytes}`)
      }
    })
  }
})

test('content comes as views of the chunks it arrived in, but behind what looked like a delimiter', async () => {
  const contents = [new Uint8Array(70_000), bodyOf('x'.repeat(1000), '\r\n--'), bodyOf('y'.repeat(1000))]
  const body = [bodyOf(FIRST, media()), ...contents, bodyOf(NEXT, '--')]
  const { chunks } = await drain((await readUploadForm(new SampleSource(body), BOUNDARY)).media)
  // Not even a view: only a chunk as it came gives its memory back.
  assert.equal(chunks[0], contents[0])
  assert.deepEqual(
    chunks.map(({ buffer, length }) => [contents.some((content) => content.buffer === buffer), length]),
    [
      [true, 70_000],
      [true, 1000],
      [false, 1004],
    ],
  )
})
