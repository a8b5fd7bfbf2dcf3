import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { codeOf, connectRaw, type RawAnswer, sendRaw, uploadHead } from './testing/raw-client.ts'
import { eventually, png, setStage } from './testing/stage.ts'

const stage = setStage()

const B = '----WebKitFormBoundaryQ7x2LrTz9BqRT5vh'
const FIRST = `--${B}\r\n`
const NEXT = `\r\n--${B}\r\n`
const END = `\r\n--${B}--\r\n`
const TYPE = 'Content-Disposition: form-data; name="type"\r\n\r\nimage'
const MEDIA =
  'Content-Disposition: form-data; name="media"; filename="plain.png"\r\nContent-Type: image/png\r\n\r\n'

/** Larger than what the relay reads before it begins to send on. */
const mediumPng = Buffer.concat([png, Buffer.alloc(300_000, 7)])

type Piece = string | Uint8Array

function bodyOf(pieces: readonly Piece[]): Buffer {
  return Buffer.concat(pieces.map((piece) => Buffer.from(piece as string)))
}

async function post(pieces: readonly Piece[], query = ''): Promise<RawAnswer> {
  const body = bodyOf(pieces)
  return sendRaw(
    stage.relay.url,
    uploadHead([`Content-Length: ${body.length}`, `Content-Type: multipart/form-data; boundary=${B}`], query),
    body,
  )
}

/** Exactly one upload, whole, with exactly these bytes, in a form without a stray one. */
function assertStored(file: Uint8Array, findings: readonly string[] = []): void {
  const { uploads } = stage.emulator.control.state()
  assert.deepEqual([uploads.opened, uploads.completed], [1, 1])
  const [upload] = stage.emulator.control.uploads()
  assert.equal(upload?.sha256, createHash('sha256').update(file).digest('hex'))
  assert.deepEqual(upload.findings, findings)
}

async function assertNothingWhole(): Promise<void> {
  await eventually(() => stage.emulator.control.state().uploads.running.length === 0, 'nothing runs')
  assert.equal(stage.emulator.control.state().uploads.completed, 0)
}

for (const size of [0, 1, 2, 3, 5, 7, 11, 13, 64, 255, 256, 257]) {
  test(`MP-01 MP-02 MP-04 takes the form a browser sends, in chunks of ${size || 'any size'}`, async () => {
    const body = bodyOf([FIRST, TYPE, NEXT, MEDIA, png, END])
    if (size === 0) {
      assert.equal((await post([body])).status, 200)
    } else {
      const client = await connectRaw(stage.relay.url)
      const pieces: string[] = []
      for (let i = 0; i < body.length; i += size) {
        const part = body.subarray(i, i + size)
        pieces.push(`${part.length.toString(16)}\r\n${part.toString('latin1')}\r\n`)
      }
      const head = ['Transfer-Encoding: chunked', `Content-Type: multipart/form-data; boundary=${B}`]
      await client.write(uploadHead(head, ''), Buffer.from(`${pieces.join('')}0\r\n\r\n`, 'latin1'))
      assert.equal((await client.answer()).status, 200)
      client.socket.destroy()
    }
    assertStored(png)
  })
}

for (const [id, inside] of [
  ['MP-05', `--${B}`],
  ['MP-05', `\n--${B}\r\n`],
  ['MP-05', `\r--${B}`],
  ['MP-05', `\r\n-${B}`],
  ['MP-05', `\r\n--${B.slice(0, -1)}`],
  ['MP-05', `\r\n--${B.toLowerCase()}`],
  ['MP-05', ` --${B}--`],
] as const) {
  test(`${id} takes ${JSON.stringify(inside)} in a file for content`, async () => {
    const file = bodyOf([mediumPng, inside, 'and on'])
    assert.equal((await post([FIRST, TYPE, NEXT, MEDIA, file, END])).status, 200)
    assertStored(file)
  })
}

for (const ending of ['\r', '\r\n', '\r\n-', '\r\n--', `\r\n--${B.slice(0, 20)}`, '\r\n\r\n']) {
  test(`MP-06 MP-12 keeps a file's last bytes ${JSON.stringify(ending)}, whatever ends the form`, async () => {
    const file = bodyOf([mediumPng, ending])
    for (const [end, findings] of [
      [END, []],
      [END.trimEnd(), []],
      // Its length was promised before the epilogue was known to be one.
      [`${END}epilogue`, ['8 bytes after the closing boundary']],
    ] as const) {
      stage.emulator.control.reset()
      assert.equal((await post([FIRST, TYPE, NEXT, MEDIA, file, end])).status, 200)
      assertStored(file, findings)
    }
  })
}

for (const [id, what, head, tail, code] of [
  ['MP-09', 'no closing delimiter', [TYPE, NEXT, MEDIA], '', 'malformed_body'],
  ['MP-09', 'half a closing delimiter', [TYPE, NEXT, MEDIA], END.slice(0, 20), 'malformed_body'],
  ['MP-10', 'one dash behind the last boundary', [TYPE, NEXT, MEDIA], `\r\n--${B}-`, 'malformed_body'],
  ['MP-10', 'no dash behind the last boundary', [TYPE, NEXT, MEDIA], `\r\n--${B}`, 'malformed_body'],
  ['MP-16', 'junk behind a delimiter', [TYPE, NEXT, MEDIA], `\r\n--${B} junk\r\n`, 'malformed_body'],
  ['MP-16', 'a NUL behind a delimiter', [TYPE, NEXT, MEDIA], `\r\n--${B}\0\r\n`, 'malformed_body'],
  ['MP-18', 'the type twice', [TYPE, NEXT, TYPE, NEXT, MEDIA], END, 'malformed_body'],
  ['MP-18', 'the type behind the file, too', [TYPE, NEXT, MEDIA], `${NEXT}${TYPE}${END}`, 'media_not_last'],
  ['MP-19', 'a second file', [TYPE, NEXT, MEDIA], `${NEXT}${MEDIA}x${END}`, 'media_not_last'],
  [
    'MP-20',
    'a second file elsewhere',
    [TYPE, NEXT, MEDIA],
    `${NEXT}${MEDIA.replace('media', 'other')}x${END}`,
    'media_not_last',
  ],
] as const) {
  for (const [size, file] of [
    ['small', png],
    ['large', mediumPng],
  ] as const) {
    test(`${id} refuses a form with ${what} around a ${size} file, and DingTalk has nothing whole`, async () => {
      const answer = await post([FIRST, ...head, file, tail])
      assert.deepEqual([answer.status, codeOf(answer)], [400, code])
      await assertNothingWhole()
      if (size === 'small') assert.equal(stage.emulator.control.state().uploads.opened, 0)
    })
  }
}

const disposition = (text: string) => `Content-Disposition: form-data; ${text}\r\n\r\n`

for (const [id, what, pieces, code] of [
  ['MP-11', 'only an end', [`--${B}--\r\n`], 'malformed_body'],
  ['MP-11', 'nothing', [''], 'malformed_body'],
  ['MP-11', 'a line break', ['\r\n'], 'malformed_body'],
  [
    'MP-13',
    'bare line feeds',
    [bodyOf([FIRST, TYPE, NEXT, MEDIA]).toString().replaceAll('\r', ''), png, END],
    0,
  ],
  [
    'MP-13',
    'bare returns',
    [bodyOf([FIRST, TYPE, NEXT, MEDIA]).toString().replaceAll('\n', ''), png, END],
    0,
  ],
  ['MP-14', 'a preamble glued to it', ['preamble', FIRST, TYPE, NEXT, MEDIA, png, END], 'malformed_body'],
  ['MP-14', 'a preamble of 300 kB', ['p'.repeat(3e5), '\r\n', FIRST, TYPE, NEXT, MEDIA, png, END], 0],
  ['MP-17', 'the file before the type', [FIRST, MEDIA, png, NEXT, TYPE, END], 'type_not_allowed'],
  ['MP-20', 'the file in another field', [FIRST, TYPE, NEXT, MEDIA.replace('media', 'file'), png, END], 0],
  ['MP-20', 'the file in MEDIA', [FIRST, TYPE, NEXT, MEDIA.replace('media', 'MEDIA'), png, END], 0],
  ['MP-21', 'a file without a name', [FIRST, TYPE, NEXT, disposition('name="media"'), png, END], 0],
  ['MP-21', 'a file named ""', [FIRST, TYPE, NEXT, disposition('name="media"; filename=""'), png, END], 0],
  [
    'MP-21',
    'a type that is a file',
    [FIRST, TYPE.replace('"type"', '"type"; filename="a"'), NEXT, MEDIA, END],
    0,
  ],
  [
    'MP-22',
    '2000 fields',
    Array.from({ length: 2000 }, (_, i) => `${FIRST}${disposition(`name="f${i}"`)}\r\n`),
    0,
  ],
  ['MP-23', 'a type of 1 MiB', [FIRST, TYPE, 'x'.repeat(2 ** 20), NEXT, MEDIA, png, END], 0],
  ['MP-25', 'a form in it', [FIRST, TYPE, NEXT, MEDIA.replace('image/png', 'multipart/mixed'), png, END], 0],
  ['MP-27', 'a part without headers', [FIRST, '\r\nimage', NEXT, MEDIA, png, END], 0],
  ['MP-27', 'a part without a name', [FIRST, disposition('filename="a.png"'), png, END], 0],
  ['MP-29', 'a name as the first header', [FIRST, ' filename="bypass"\r\n', MEDIA, png, END], 0],
  ['MP-30', 'a header without a colon', [FIRST, 'Nonsense\r\n', TYPE, NEXT, MEDIA, png, END], 0],
  ['MP-31', 'base64', [FIRST, TYPE, NEXT, `Content-Transfer-Encoding: base64\r\n${MEDIA}`, png, END], 0],
  ['MP-32', '1 MB of part headers', [FIRST, TYPE, NEXT, `X: ${'x'.repeat(1e6)}\r\n`, MEDIA, png, END], 0],
  ['MP-33', '8000 backslashes', [FIRST, TYPE, NEXT, disposition(`name="${'\\'.repeat(8000)}`), png, END], 0],
  ['MP-43', 'a NUL in a name', [FIRST, TYPE, NEXT, MEDIA.replace('plain', 'a\0'), png, END], 0],
  ['MP-44', 'a name of dots', [FIRST, TYPE, NEXT, MEDIA.replace('plain.png', '..'), png, END], 0],
] as const satisfies [string, string, readonly Piece[], string | 0][]) {
  test(`${id} refuses a form with ${what} within 100 ms, and DingTalk hears nothing`, async () => {
    const begun = process.cpuUsage()
    const answer = await post(pieces)
    const { user } = process.cpuUsage(begun)
    assert.deepEqual([answer.status, codeOf(answer)], [400, code || 'malformed_body'])
    assert.ok(user < 100_000, `${user} µs`)
    const { uploads, tokenCalls } = stage.emulator.control.state()
    assert.deepEqual([uploads.opened, tokenCalls], [0, 0])
  })
}

for (const value of ['', 'IMAGE', ' image', 'image\r\n', 'image,file', 'image&access_token=x', '__proto__']) {
  test(`MP-26 refuses the type ${JSON.stringify(value)}`, async () => {
    const answer = await post([FIRST, TYPE.replace(/image$/, value), NEXT, MEDIA, png, END])
    assert.deepEqual([answer.status, codeOf(answer)], [400, 'type_not_allowed'])
    assert.equal(stage.emulator.control.state().uploads.opened, 0)
  })
}

for (const type of [
  'multipart/mixed',
  'multipart/related',
  'multipart/*',
  'multipart/form-data2',
  'application/json',
]) {
  test(`MP-38 refuses ${type} without a name and a type`, async () => {
    const head = ['Content-Length: 5', `Content-Type: ${type}; boundary=${B}`]
    const answer = await sendRaw(stage.relay.url, uploadHead(head, ''), 'hello')
    assert.deepEqual([answer.status, codeOf(answer)], [415, 'unsupported_body'])
  })
}

for (const boundary of [
  '',
  ' ; boundary=',
  '; boundary=""',
  '; boundary=a; boundary=b',
  '; boundary*0=a',
  '; boundary="a',
]) {
  test(`MP-36 refuses multipart/form-data${boundary}`, async () => {
    const body = bodyOf(['--a\r\n', TYPE, '\r\n--a\r\n', MEDIA, png, '\r\n--a--\r\n'])
    const head = [`Content-Length: ${body.length}`, `Content-Type: multipart/form-data${boundary}`]
    const answer = await sendRaw(stage.relay.url, uploadHead(head, ''), body)
    assert.deepEqual([answer.status, codeOf(answer)], [400, 'malformed_body'])
  })
}

for (const [sent, told] of [
  ['中文 报告.png', '中文 报告.png'],
  ['e\u0301.png', '\u00e9.png'],
  ['C:\\fakepath\\x.png', 'x.png'],
  ['a%22b%0D%0Ac.png', "a'bc.png"],
  [`${'é'.repeat(500)}.png`, `${'é'.repeat(98)}.png`],
] as const) {
  test(`MP-39 MP-40 MP-45 tells DingTalk ${told.slice(0, 20)} for ${sent.slice(0, 20)}`, async () => {
    const answer = await post([FIRST, TYPE, NEXT, MEDIA.replace('plain.png', sent), png, END])
    assert.equal(answer.status, 200, answer.body)
    assertStored(png)
    assert.equal(stage.emulator.control.uploads()[0]?.filename, told)
  })
}
