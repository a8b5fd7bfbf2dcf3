import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findingsOf } from './form-findings.ts'
import { boundaryOf, parseForm } from './lenient-form.ts'
import { formOf, PNG } from './testing/emulator-client.ts'

const CLEAN = formOf('B', PNG)

/** The clean form with one text replaced, its bytes kept. */
function formWith(text: string, replacement: string): Buffer {
  return Buffer.from(CLEAN.toString('latin1').replace(text, replacement), 'latin1')
}

test('a clean form has both parts, byte for byte, and no findings', () => {
  const form = parseForm(CLEAN, 'B')
  assert.ok(form.whole)
  assert.deepEqual(findingsOf(form), [])
  assert.equal(form.parts[0]?.body.toString(), 'image')
  assert.deepEqual(form.parts[1]?.body, PNG)
  assert.equal(form.parts[1]?.filename, 'photo.png')
  assert.equal(form.parts[1]?.contentType, 'image/png')
})

test('content that nearly is a boundary stays content', () => {
  for (const text of ['--B', 'x--B\r\n', '\r\n--Bx\r\n', '\r\n--', '\r', '\r\n', '\r\n-']) {
    const file = Buffer.from(`a${text}`)
    assert.deepEqual(parseForm(formOf('B', file), 'B').parts[1]?.body, file, JSON.stringify(text))
  }
})

test("the Java SDK's wire format is read: an empty line first, no space after colons", () => {
  const body = Buffer.from(
    '\r\n--17\r\nContent-Disposition:form-data;name="type"\r\nContent-Type:text/plain\r\n\r\nfile' +
      '\r\n--17\r\nContent-Disposition:form-data;name="media";filename="报告.pdf"\r\n' +
      'Content-Type:application/octet-stream\r\n\r\n%PDF-\r\n--17--\r\n',
  )
  const form = parseForm(body, '17')
  assert.ok(form.whole)
  assert.deepEqual(
    form.parts.map(({ name, filename, body }) => [name, filename, body.toString()]),
    [
      ['type', undefined, 'file'],
      ['media', '报告.pdf', '%PDF-'],
    ],
  )
  assert.deepEqual(findingsOf(form), ['an empty line before the first boundary'])
})

test('a file name is kept verbatim', () => {
  for (const name of ['a%22b.png', 'C:\\fakepath\\x.png', "it's; a=b.png", '中文 报告.png']) {
    assert.equal(parseForm(formOf('B', PNG, 'image', name), 'B').parts[1]?.filename, name)
  }
})

const UNCLEAN: readonly (readonly [what: string, body: Buffer, finding: RegExp])[] = [
  ['bytes before the first boundary', Buffer.concat([Buffer.from('hello\r\n'), CLEAN]), /^5 bytes before/],
  ['bytes after the closing boundary', Buffer.concat([CLEAN, Buffer.from('x')]), /^1 bytes after/],
  ['a second line break at the end', Buffer.concat([CLEAN, Buffer.from('\r\n')]), /^2 bytes after/],
  ['padding after a boundary', formWith('--B\r\n', '--B \r\n'), /padding/],
  ['bare line feeds at a boundary', formWith('--B\r\n', '--B\n'), /bare line feed/],
  ['bare line feeds between headers', formWith('png"\r\n', 'png"\n'), /^part 2: .*bare line feed/],
  ['a header without a colon', formWith('Content-Type:', 'Content-Type'), /^part 2: .*without a name/],
  ['a further header', formWith('Content-Type', 'X-Type'), /^part 2: an unexpected header x-type/],
  ['a header twice', formWith('Content-Type', 'Content-Type: a/b\r\nContent-Type'), /more than one header/],
  ['two names', formWith('name="media"', 'name="media"; name="media"'), /more than one parameter name/],
  ['two filenames', formWith('filename=', 'filename="a"; filename='), /more than one parameter filename/],
  ['filename*', formWith('filename=', "filename*=UTF-8''a; filename="), /unexpected parameter filename\*/],
  [
    'stray text in the disposition',
    formWith('form-data; name="media"', 'form-data x; name="media"'),
    /stray text/,
  ],
  ['a quotation mark in the name', formWith('photo.png', 'ph"oto.png'), /stray text/],
  ['a control character in the name', formWith('photo.png', 'ph\u0000oto.png'), /control characters/],
  ['broken UTF-8 in the name', formWith('photo.png', 'ph\xffoto.png'), /broken UTF-8/],
  [
    'type twice',
    formWith('--B\r\n', '--B\r\nContent-Disposition: form-data; name="type"\r\n\r\nimage\r\n--B\r\n'),
    /2 parts type/,
  ],
  ['no type', formWith('name="type"', 'name="kind"'), /no part type/],
  ['a further part', formWith('name="type"', 'name="kind"'), /unexpected part "kind"/],
  ['a line break within type', formWith('image\r\n', 'image\r\n\r\n'), /type is "image\\r\\n"/],
  ['media without a filename', formWith('; filename="photo.png"', ''), /media has no filename/],
]

for (const [what, body, finding] of UNCLEAN) {
  test(`finds ${what}`, () => {
    const findings = findingsOf(parseForm(body, 'B'))
    assert.ok(
      findings.some((found) => finding.test(found)),
      JSON.stringify(findings),
    )
  })
}

test('a form cut anywhere before the end of its closing boundary is not whole', () => {
  for (let length = 0; length < CLEAN.length - 2; length++) {
    assert.ok(!parseForm(CLEAN.subarray(0, length), 'B').whole, `cut at ${length}`)
  }
  assert.ok(parseForm(CLEAN.subarray(0, -2), 'B').whole)
})

test('the boundary is read quoted and bare, and only from multipart/form-data', () => {
  assert.equal(boundaryOf('multipart/form-data; boundary=abc'), 'abc')
  assert.equal(boundaryOf('Multipart/Form-Data;charset=UTF-8;Boundary="a b"'), 'a b')
  assert.equal(boundaryOf('multipart/form-data'), undefined)
  assert.equal(boundaryOf('application/json; boundary=abc'), undefined)
  assert.equal(boundaryOf(undefined), undefined)
})
