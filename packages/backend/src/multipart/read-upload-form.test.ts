import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { letGo } from '../streams/let-go.ts'
import { drain, inChunks, latin1, SampleSource } from '../streams/testing/sample-source.ts'
import { boundaryOf } from './boundary.ts'
import { readUploadForm } from './read-upload-form.ts'
import {
  BOUNDARY,
  bodyOf,
  CHUNK_SIZES,
  FIRST,
  field,
  formWith,
  media,
  NEXT,
  readWhole,
} from './testing/sample-form.ts'

const png = latin1('\x89PNG\r\n\x1a\n\0\0\0\rIHDR')

describe('MP-01 MP-02 MP-04 a form arrives in chunks of any size', () => {
  const body = formWith(png)
  for (const chunkBytes of CHUNK_SIZES) {
    test(`reads the form a browser sends, in chunks of ${chunkBytes}`, async () => {
      assert.deepEqual(await readWhole(inChunks(body, chunkBytes)), {
        fields: { type: 'image' },
        filename: 'plain.png',
        contentType: 'image/png',
        mediaOffset: body.length - png.length - BOUNDARY.length - 8,
        content: png,
      })
    })
  }
})

describe('forms of real senders are read', () => {
  const close = bodyOf(NEXT, '--\r\n')
  const typed = `${FIRST}${field('type', 'image')}`
  const bodies: Readonly<Record<string, readonly (string | Uint8Array)[]>> = {
    'MP-12 without a line break after the closing delimiter': [typed, NEXT, media(), png, NEXT, '--'],
    'MP-14 with a preamble of 1 KiB': ['p'.repeat(1024), '\r\n', typed, NEXT, media(), png, close],
    'MP-14 with an empty line before the first delimiter': ['\r\n', typed, NEXT, media(), png, close],
    'with an epilogue, whatever it holds': [
      typed,
      NEXT,
      media(),
      png,
      close,
      'bye',
      NEXT,
      '\r\n',
      field('type', 'file'),
    ],
    'with padding behind the delimiters': [
      FIRST,
      ' \t',
      field('type', 'image'),
      NEXT,
      ' ',
      media(),
      png,
      NEXT,
      '-- \r\n',
    ],
    'with headers in other cases and orders': [
      typed,
      NEXT,
      '\r\ncontent-type:image/png\r\nCONTENT-DISPOSITION:FORM-DATA; FileName="plain.png"; NAME=media\r\n\r\n',
      png,
      close,
    ],
    'SZ-06 with a Content-Length of the part, which means nothing': [
      typed,
      NEXT,
      '\r\nContent-Length: 1',
      media(),
      png,
      close,
    ],
    ...Object.fromEntries(
      ['BINARY', '8bit', '7bit'].map((encoding) => [
        `MP-31 with an encoding that changes nothing: ${encoding}`,
        [typed, NEXT, `\r\nContent-Transfer-Encoding: ${encoding}`, media(), png, close],
      ]),
    ),
    'MP-32 with 2 kB in one header': [typed, NEXT, `\r\nX-Long: ${'x'.repeat(2000)}`, media(), png, close],
  }
  for (const [title, pieces] of Object.entries(bodies)) {
    test(title, async () => {
      for (const chunkBytes of CHUNK_SIZES) {
        const { mediaOffset, ...form } = await readWhole(inChunks(bodyOf(...pieces), chunkBytes))
        const expected = {
          fields: { type: 'image' },
          filename: 'plain.png',
          contentType: 'image/png',
          content: png,
        }
        assert.deepEqual(form, expected, `in chunks of ${chunkBytes}`)
        assert.deepEqual(bodyOf(...pieces).subarray(mediaOffset, mediaOffset + png.length), png)
      }
    })
  }

  test('as the Java SDK writes it: a line break first, no spaces, text parts with a type', async () => {
    const boundary = boundaryOf('multipart/form-data;charset=UTF-8;boundary=8421337295120') ?? ''
    const body = bodyOf(
      `\r\n--${boundary}\r\nContent-Disposition:form-data;name="type"\r\nContent-Type:text/plain\r\n\r\nfile`,
      `\r\n--${boundary}\r\nContent-Disposition:form-data;name="media";filename="中文.pdf"\r\n`,
      `Content-Type:application/octet-stream\r\n\r\n%PDF-1.4\r\n--${boundary}--\r\n`,
    )
    for (const chunkBytes of CHUNK_SIZES) {
      const { fields, filename, content } = await readWhole(inChunks(body, chunkBytes), boundary)
      assert.deepEqual([fields, filename, content], [{ type: 'file' }, '中文.pdf', latin1('%PDF-1.4')])
    }
  })

  test('MP-17 with media before type: as a form without type, at once', async () => {
    const source = new SampleSource([bodyOf(FIRST, media(), png)], 'silence')
    assert.deepEqual([...(await readUploadForm(source, BOUNDARY)).fields], [])
  })

  test('with every field there may be', async () => {
    const fields = { access_token: 't'.repeat(4096), grant: 'g'.repeat(4096), type: 'x'.repeat(64) }
    const parts = Object.entries(fields).map(([name, value]) => `${FIRST}${field(name, value)}\r\n`)
    assert.deepEqual((await readWhole(inChunks(bodyOf(...parts, FIRST, media(), close), 100))).fields, fields)
  })

  const values = [
    '',
    'IMAGE',
    ' image',
    'image\r\n',
    'image\0',
    'image\r\nX: 1',
    'image,file',
    '__proto__',
    '\uFEFFimage',
  ]
  for (const value of [...values, 'image&access_token=x', '%69mage']) {
    test(`MP-26 with a type of ${JSON.stringify(value)}, told as it is`, async () => {
      const body = bodyOf(FIRST, field('type', value), NEXT, media(), close)
      assert.equal((await readUploadForm(inChunks(body, 7), BOUNDARY)).fields.get('type'), value)
    })
  }

  test('MP-26 with a type that is no UTF-8, told as nothing that could be a type', async () => {
    for (const value of [latin1('im\xffage'), latin1('i\0m\0a\0g\0e\0'), latin1('\xff\xfei\0')]) {
      const body = bodyOf(FIRST, field('type', ''), value, NEXT, media(), close)
      const { fields } = await readUploadForm(inChunks(body, 7), BOUNDARY)
      assert.doesNotMatch(fields.get('type') ?? '', /^[a-z]+$/)
    }
  })

  for (const boundary of ['x', '-', 'two words', "'()+_,-./:=?", 'b'.repeat(70), '-'.repeat(70)]) {
    test(`MP-34 with the boundary ${boundary}`, async () => {
      const content = `${boundary}\r\n-${boundary}\r\n--\n--${boundary}`.replace(/\r\n--$/, '')
      const body = bodyOf(
        `--${boundary}${field('type', 'image')}\r\n--${boundary}${media()}${content}\r\n--${boundary}--\r\n`,
      )
      assert.equal(boundaryOf(`multipart/form-data; boundary="${boundary}"`), boundary)
      for (const chunkBytes of CHUNK_SIZES) {
        assert.deepEqual((await readWhole(inChunks(body, chunkBytes), boundary)).content, bodyOf(content))
      }
    })
  }
})

test('MP-09 a form cut anywhere before its closing delimiter is never taken for a whole one', async () => {
  const body = formWith(`abc\r\n--${BOUNDARY.slice(0, 20)}`)
  for (let cut = 0; cut < body.length - 2; cut += 1) {
    for (const chunkBytes of [2 ** 20, 1, 7]) {
      const read = readWhole(inChunks(body.subarray(0, cut), chunkBytes))
      await assert.rejects(read, { code: 'malformed_body' }, `cut at ${cut}, in chunks of ${chunkBytes}`)
    }
  }
})

test('MP-09 of a form cut in its content the log says just that', async () => {
  const body = formWith('abc')
  const cut = body.subarray(0, body.length - BOUNDARY.length - 8)
  await assert.rejects(readWhole(inChunks(cut, 7)), { message: /ended before the closing delimiter/ })
})

test('a form is read no further than the headers of media, before its content is asked for', async () => {
  const body = formWith(png)
  const source = new SampleSource(Array.from(body, (byte) => Uint8Array.of(byte)))
  const form = await readUploadForm(source, BOUNDARY)
  assert.equal(source.reads, form.mediaOffset)
  letGo(form.media)
  assert.deepEqual([source.reads, source.returns], [form.mediaOffset, 1])
})

test('MP-39 MP-40 a form is read that a platform wrote by itself', async () => {
  const sent = new FormData()
  sent.set('type', 'file')
  sent.set('media', new Blob([png], { type: 'text/html' }), 'a"b\r\nc %41 中文.pdf')
  const request = new Request('http://127.0.0.1', { method: 'POST', body: sent })
  const { filename, content, contentType, fields } = await readWhole(
    request.body ?? inChunks(png, 1),
    boundaryOf(request.headers.get('content-type') ?? undefined),
  )
  assert.deepEqual(
    [fields, filename, contentType, content],
    [{ type: 'file' }, 'a"b\r\nc %41 中文.pdf', 'text/html', png],
  )
})

test('an error of the body is passed on, before media and in it', async () => {
  const gone = new Error('gone')
  await assert.rejects(readUploadForm(new SampleSource([bodyOf(FIRST)], gone), BOUNDARY), gone)
  const { chunks, error } = await drain(
    (await readUploadForm(new SampleSource([bodyOf(FIRST, media(), png)], gone), BOUNDARY)).media,
  )
  assert.deepEqual([chunks, error], [[png], gone])
})

test('an error behind the closing delimiter still keeps the form from being whole', async () => {
  const source = new SampleSource([formWith(png)], new Error('gone'))
  await assert.rejects(readWhole(source), new Error('gone'))
})
