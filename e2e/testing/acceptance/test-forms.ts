/** Forms, as browsers write them and as nobody should. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mediumPng, png, type RelayStage } from './relay-stage.ts'

const B = '----WebKitFormBoundaryQ7x2LrTz9BqRT5vh'
const FIRST = `--${B}\r\n`
const NEXT = `\r\n--${B}\r\n`
const END = `\r\n--${B}--\r\n`
const TYPE = 'Content-Disposition: form-data; name="type"\r\n\r\nimage'
const media = (filename = 'plain.png') =>
  `Content-Disposition: form-data; name="media"; filename="${filename}"\r\nContent-Type: image/png\r\n\r\n`
const MEDIA = media()
const GOOD = [FIRST, TYPE, NEXT, MEDIA, png, END]

type Piece = string | Uint8Array

const bodyOf = (pieces: readonly Piece[]) =>
  Buffer.concat(pieces.map((piece) => Buffer.from(piece as string)))

/** What must be refused, and as what. */
const WRONG: readonly (readonly [
  id: string,
  what: string,
  code: string,
  pieces: readonly Piece[],
  type?: string,
])[] = [
  ['MP-09', 'without an ending', 'malformed_body', [FIRST, TYPE, NEXT, MEDIA, mediumPng]],
  ['MP-10', 'with half an ending', 'malformed_body', [FIRST, TYPE, NEXT, MEDIA, mediumPng, `\r\n--${B}-`]],
  ['MP-11', 'of nothing', 'malformed_body', [`--${B}--\r\n`]],
  [
    'MP-13',
    'with bare line feeds',
    'malformed_body',
    [bodyOf(GOOD).toString('latin1').replaceAll('\r\n', '\n')],
  ],
  ['MP-16', 'with a delimiter and more', 'malformed_body', [`--${B} junk\r\n`, TYPE, NEXT, MEDIA, png, END]],
  ['MP-18', 'with two types', 'malformed_body', [FIRST, TYPE, NEXT, TYPE, NEXT, MEDIA, png, END]],
  [
    'MP-18',
    'with a type behind the file',
    'media_not_last',
    [FIRST, TYPE, NEXT, MEDIA, mediumPng, NEXT, TYPE, END],
  ],
  ['MP-19', 'with two files', 'media_not_last', [FIRST, TYPE, NEXT, MEDIA, mediumPng, NEXT, MEDIA, png, END]],
  ['MP-21', 'with a file without a name', 'malformed_body', [FIRST, TYPE, NEXT, media(''), png, END]],
  [
    'MP-26',
    'of an unknown type',
    'type_not_allowed',
    [FIRST, TYPE.replace('image', '__proto__'), NEXT, MEDIA, png, END],
  ],
  ['MP-36', 'with two boundaries', 'malformed_body', GOOD, `multipart/form-data; boundary=${B}; boundary=x`],
  ['MP-38', 'of another kind', 'unsupported_body', GOOD, `multipart/mixed; boundary=${B}`],
]

export function testForms(stage: () => RelayStage): void {
  async function post(pieces: readonly Piece[], contentType = `multipart/form-data; boundary=${B}`) {
    return stage().send(bodyOf(pieces), { query: '', headers: { 'Content-Type': contentType } })
  }

  test('takes the form that a browser sends (MP-01)', async () => {
    assert.equal((await post(GOOD)).code, 'ok')
    stage().assertStored(png)
  })

  test('takes it in small pieces, with and without a length (MP-02, MP-04)', async () => {
    for (const size of [1, 7, 256]) {
      stage().dingtalk.control.reset()
      const body = bodyOf(GOOD)
      let sent = 0
      const stream = new ReadableStream<Uint8Array>({
        pull(controller) {
          if (sent >= body.length) controller.close()
          else controller.enqueue(new Uint8Array(body.subarray(sent, sent + size)))
          sent += size
        },
      })
      const headers = { 'Content-Type': `multipart/form-data; boundary=${B}` }
      assert.equal((await stage().send(stream, { query: '', headers })).code, 'ok')
      stage().assertStored(png)
    }
  })

  test('takes what only looks like a boundary for content (MP-05, MP-06)', async () => {
    for (const inside of [
      `--${B}`,
      `\n--${B}\r\n`,
      `\r--${B}`,
      `\r\n--${B.slice(0, -1)}`,
      `\r\n--${B.toLowerCase()}`,
    ]) {
      for (const after of ['and on', '']) {
        stage().dingtalk.control.reset()
        const file = bodyOf([mediumPng, inside, after])
        assert.equal((await post([FIRST, TYPE, NEXT, MEDIA, file, END])).code, 'ok', JSON.stringify(inside))
        stage().assertStored(file)
      }
    }
  })

  test('takes a form without a last line break (MP-12)', async () => {
    assert.equal((await post([FIRST, TYPE, NEXT, MEDIA, png, END.slice(0, -2)])).code, 'ok')
    stage().assertStored(png)
  })

  for (const [id, what, code, pieces, contentType] of WRONG) {
    test(`refuses a form ${what} (${id})`, async () => {
      assert.equal((await post(pieces, contentType)).code, code)
      await stage().assertNothingWhole()
    })
  }

  test('keeps a name in any writing, and lets nothing of it break out (MP-39, MP-40)', async () => {
    for (const [sent, arrives] of [
      ['中文 报告.png', '中文 报告.png'],
      ['a;b, 50%.png', 'a;b, 50%.png'],
      ['C:\\fakepath\\x.png', 'x.png'],
    ] as const) {
      stage().dingtalk.control.reset()
      assert.equal((await post([FIRST, TYPE, NEXT, media(sent), png, END])).code, 'ok', sent)
      assert.equal(stage().dingtalk.control.uploads()[0]?.filename, arrives)
    }
    const query = `type=image&filename=${encodeURIComponent('a"\r\nX: 1.png')}`
    const { code } = await stage().send(png, { query })
    assert.equal(code, 'ok')
    assert.doesNotMatch(stage().dingtalk.control.uploads().at(-1)?.filename ?? '', /["\r\n]/)
  })
}
