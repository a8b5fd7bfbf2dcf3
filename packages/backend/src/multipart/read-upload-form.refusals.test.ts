import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { inChunks, latin1, SampleSource } from '../streams/testing/sample-source.ts'
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

const text = (body: Uint8Array) => new TextDecoder().decode(body)
const whole = text(formWith('abc'))
const typed = `${FIRST}${field('type', 'image')}`
const file = `${NEXT}${media()}abc`
const close = `${NEXT}--\r\n`

/** A form whose part media has these headers. */
const headed = (headers: string) => `${typed}${NEXT}\r\n${headers}\r\n\r\nabc${close}`
const disposed = (disposition: string) => headed(`Content-Disposition: ${disposition}`)

const MALFORMED: Readonly<Record<string, string | Uint8Array>> = {
  'MP-10 half a closing delimiter': `${typed}${file}${NEXT}-`,
  'MP-10 half a closing delimiter and a line break': `${typed}${file}${NEXT}-\r\n`,
  'MP-10 a delimiter that does not close': `${typed}${file}${NEXT}`,
  'MP-10 a dash and another character': `${typed}${file}${NEXT}-x\r\n`,
  'MP-11 a closing delimiter alone': `${FIRST}--\r\n`,
  'MP-11 nothing': '',
  'MP-11 a line break': '\r\n',
  'a form without media': `${typed}${close}`,
  'MP-13 line breaks of LF alone': whole.replaceAll('\r\n', '\n'),
  'MP-13 line breaks of CR alone': whole.replaceAll('\r\n', '\r'),
  'MP-13 LF alone in the headers of media': `${typed}${NEXT}${media().replaceAll('\r\n', '\n')}abc${close}`,
  'MP-13 LF alone between the headers of media': headed(
    'X: 1\nContent-Disposition: form-data; name="media"; filename="a"',
  ),
  'MP-13 LF alone before the empty line of media': `${typed}${NEXT}${media().replace(/\r\n\r\n$/, ';\n\r\n')}abc${close}`,
  'MP-14 a preamble of more than 1 KiB': `${'p'.repeat(1025)}\r\n${whole}`,
  'MP-14 a preamble of 300 kB': `${'p'.repeat(300_000)}\r\n${whole}`,
  'MP-14 a preamble that does not end in a line break': `preamble${whole}`,
  'MP-14 a preamble that ends in LF': `preamble\n${whole}`,
  'MP-14 a preamble that hides the part before media': ` ${FIRST}\r\nX: 1\r\n\r\n${typed}${file}${close}`,
  'MP-16 text behind the first delimiter': `${FIRST} junk${whole.slice(FIRST.length)}`,
  'MP-16 NUL behind the first delimiter': `${FIRST}\0${whole.slice(FIRST.length)}`,
  'MP-16 text behind a delimiter in the content': `${typed}${file}${NEXT}junk\r\n${close}`,
  'MP-16 a longer boundary in the content': `${typed}${file}${NEXT}1\r\nabc${close}`,
  'MP-16 text behind the closing delimiter': `${typed}${file}${NEXT}--junk`,
  'MP-16 LF behind the closing delimiter': `${typed}${file}${NEXT}--\n`,
  'MP-16 padding without end': `${FIRST}${' '.repeat(65)}${whole.slice(FIRST.length)}`,
  'MP-18 type twice, the same': `${typed}\r\n${whole}`,
  'MP-18 type twice, another': `${FIRST}${field('type', 'file')}\r\n${whole}`,
  'MP-20 a file in another field': `${typed}${NEXT}${media().replace('"media"', '"file"')}abc${close}`,
  'MP-20 a file in MEDIA': `${typed}${NEXT}${media().replace('"media"', '"MEDIA"')}abc${close}`,
  'MP-20 a second file before media': `${FIRST}${media().replace('"media"', '"other"')}abc${file}${close}`,
  'MP-20 an unknown field': `${FIRST}${field('note', 'x')}${file}${close}`,
  'MP-20 a field named __proto__': `${FIRST}${field('__proto__', 'x')}${file}${close}`,
  'MP-21 media without a filename': disposed('form-data; name="media"'),
  'MP-21 media with an empty filename': disposed('form-data; name="media"; filename=""'),
  'MP-21 type with a filename': `${FIRST}\r\nContent-Disposition: form-data; name="type"; filename="t"\r\n\r\nimage${file}${close}`,
  'MP-22 two thousand fields': `${Array.from({ length: 2000 }, (_, n) => `${FIRST}${field(`f${n}`, '')}\r\n`).join('')}${whole}`,
  'MP-22 five hundred parts without headers': `${`${FIRST}\r\n\r\n\r\n`.repeat(500)}${whole}`,
  'MP-23 a type of 65 bytes': `${FIRST}${field('type', 'x'.repeat(65))}${file}${close}`,
  'MP-23 a grant of 4097 bytes': `${FIRST}${field('grant', 'x'.repeat(4097))}${file}${close}`,
  'MP-23 a type of 1 MiB': `${FIRST}${field('type', 'x'.repeat(2 ** 20))}${file}${close}`,
  'MP-25 nested multipart in media': headed(
    'Content-Disposition: form-data; name="media"; filename="a.png"\r\nContent-Type: multipart/mixed; boundary=x',
  ),
  'MP-25 nested multipart without a filename': headed(
    'Content-Disposition: form-data; name="media"\r\nContent-Type: Multipart/Mixed; boundary=x',
  ),
  'MP-27 media without headers': `${typed}${NEXT}\r\n\r\nabc${close}`,
  'MP-27 media without Content-Disposition': headed('Content-Type: image/png'),
  'MP-29 a folded line first': headed(' filename="bypass"'),
  'MP-31 base64': headed(
    'Content-Disposition: form-data; name="media"; filename="a.png"\r\nContent-Transfer-Encoding: base64',
  ),
  'MP-31 quoted-printable in a field': `${FIRST}\r\nContent-Transfer-Encoding: quoted-printable${field('type', 'image')}${file}${close}`,
  'MP-32 a header block of 64 kB': headed(`X: ${'x'.repeat(65_536)}`),
  'MP-32 a header block of 1 MB without a colon': headed('x'.repeat(2 ** 20)),
  'MP-32 sixty thousand header lines': headed('a: b\r\n'.repeat(60_000)),
  'MP-32 three thousand parameters': disposed(
    `form-data; ${Array.from({ length: 3000 }, (_, n) => `p${n}=1;`).join('')}`,
  ),
  'MP-36 a boundary in another case': whole.replaceAll(BOUNDARY, BOUNDARY.toUpperCase()),
  'MP-45 a filename of 70,000 characters': disposed(
    `form-data; name="media"; filename="${'a'.repeat(70_000)}.png"`,
  ),
  'MP-09 a delimiter inside the headers of media': headed(
    `Content-Disposition: form-data; name="media"; filename="a.png"${NEXT}`,
  ),
}

describe('a broken form is refused', () => {
  for (const [title, body] of Object.entries(MALFORMED)) {
    test(title, async () => {
      const bytes = bodyOf(body)
      for (const chunkBytes of CHUNK_SIZES) {
        await assert.rejects(
          readWhole(inChunks(bytes, chunkBytes)),
          // The log says what was wrong with it.
          { code: 'malformed_body', message: /^[A-Z].* \w/ },
          `chunks of ${chunkBytes}`,
        )
      }
    })
  }
})

describe('a part behind media is refused', () => {
  const parts = {
    'MP-18 type, the same': field('type', 'image'),
    'MP-18 type, another': field('type', 'file'),
    'MP-19 media again': `${media()}abc`,
    'an unknown field': field('x', ''),
    'a part without headers': '\r\n\r\n',
  }
  for (const [title, part] of Object.entries(parts)) {
    test(title, async () => {
      for (const chunkBytes of CHUNK_SIZES) {
        const body = bodyOf(typed, file, NEXT, part, close)
        await assert.rejects(readWhole(inChunks(body, chunkBytes)), {
          code: 'media_not_last',
          message: /part after media/,
        })
      }
    })
  }
})

describe('a refusal is early, and lets go of the body', () => {
  const bodies = {
    'MP-14 a preamble': ['', 1024 + 2],
    'MP-23 type': [`${FIRST}${field('type', '')}`, 64],
    'MP-23 grant': [`${FIRST}${field('grant', '')}`, 4096],
    'MP-32 a header': [`${FIRST}\r\nX: `, 16 * 1024],
    'MP-32 header lines': [`${FIRST}\r\n`, 16 * 1024],
  } as const
  for (const [title, [start, maxBytes]] of Object.entries(bodies)) {
    test(`${title} without end is read no further than to its limit`, async () => {
      function* endless() {
        yield bodyOf(start)
        for (;;) yield latin1('x')
      }
      const source = new SampleSource(endless())
      await assert.rejects(readUploadForm(source, BOUNDARY), { code: 'malformed_body' })
      assert.ok(source.reads <= maxBytes + 2, `${source.reads} reads`)
      assert.equal(source.returns, 1)
    })
  }

  test('MP-22 a part without headers ends the body at its empty line', async () => {
    const source = new SampleSource([bodyOf(FIRST, '\r\n\r\n')], 'silence')
    await assert.rejects(readUploadForm(source, BOUNDARY), { code: 'malformed_body' })
    assert.deepEqual([source.reads, source.returns], [1, 1])
  })

  test('a part whose headers hold a bare CR ends the body at its empty line', async () => {
    const source = new SampleSource([bodyOf(FIRST, '\r\nX: a\r\r\n\r\n')], 'silence')
    await assert.rejects(readUploadForm(source, BOUNDARY), { code: 'malformed_body' })
    assert.deepEqual([source.reads, source.returns], [1, 1])
  })

  test('a part behind media ends the body at its delimiter', async () => {
    const source = new SampleSource([bodyOf(typed, file, NEXT, '\r\n')], 'silence')
    await assert.rejects(readWhole(source), { code: 'media_not_last' })
    assert.deepEqual([source.reads, source.returns], [1, 1])
  })
})
