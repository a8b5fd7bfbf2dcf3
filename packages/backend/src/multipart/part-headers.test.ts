import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { latin1 } from '../streams/testing/sample-source.ts'
import { parsePartHeaders } from './part-headers.ts'
import { bodyOf } from './testing/sample-form.ts'

const filenameOf = (parameter: string) =>
  parsePartHeaders(bodyOf(`Content-Disposition: form-data; name="media"; ${parameter}`)).filename

test('reads what there is', () => {
  const block = bodyOf(
    'Content-Disposition: form-data; name="media"; filename="a.png"\r\n',
    'Content-Type: image/png; x=y\r\nContent-Transfer-Encoding: 8BIT\r\nX-Other: \x7f:\t',
  )
  assert.deepEqual(parsePartHeaders(block), {
    name: 'media',
    filename: 'a.png',
    contentType: 'image/png; x=y',
    transferEncoding: '8bit',
  })
})

test('tells what there is not', () => {
  const headers = { name: 'type', filename: undefined, contentType: undefined, transferEncoding: undefined }
  assert.deepEqual(parsePartHeaders(bodyOf('Content-Disposition: form-data; name=type')), headers)
})

test('reads headers without a space', () => {
  const headers = parsePartHeaders(bodyOf('Content-Disposition:form-data;name="media";filename="x"'))
  assert.deepEqual([headers.name, headers.filename], ['media', 'x'])
})

describe('a filename is read', () => {
  for (const name of [
    '中文 报告.pdf',
    '🐈.png',
    'e\u0301.png',
    "it's.png",
    'a;b.png',
    '50%.png',
    'a,b=c.png',
    'a\u202eb',
  ]) {
    test(`MP-39 ${name} as it is`, () => assert.equal(filenameOf(`filename="${name}"`), name))
  }
  const escaped: Readonly<Record<string, string>> = {
    'a%22b.png': 'a"b.png',
    'a%0D%0Ab.png': 'a\r\nb.png',
    'a%0ab.png': 'a\nb.png',
    'a%41%2522.png': 'a%41%2522.png',
    'a\\"b.png': 'a"b.png',
    'a\\\\b.png': 'a\\b.png',
    'a\\b.png': 'a\\b.png',
    'C:\\fakepath\\x.png': 'C:\\fakepath\\x.png',
    'tab\t.png': 'tab\t.png',
  }
  for (const [written, name] of Object.entries(escaped)) {
    test(`MP-40 ${JSON.stringify(written)} as ${JSON.stringify(name)}`, () => {
      assert.equal(filenameOf(`filename="${written}"`), name)
    })
  }
  for (const [written, name] of [
    // As .NET and PowerShell write it, in both ways and in one alone.
    [`filename="=?utf-8?B?5oql5ZGKLmRvY3g=?="; filename*=utf-8''%E6%8A%A5%E5%91%8A.docx`, '报告.docx'],
    ['filename="=?utf-8?B?5oql5ZGKLmRvY3g=?="', '报告.docx'],
    ['filename="=?UTF-8?b?YS5wbmc=?="', 'a.png'],
    // As Python's requests wrote it until 2019.
    ["filename*=utf-8''%E6%8A%A5%E5%91%8A.docx", '报告.docx'],
    ["filename*=UTF-8'zh'50%25.png", '50%.png'],
  ] as const) {
    test(`MP-40 ${written} as ${name}`, () => assert.equal(filenameOf(written), name))
  }
  test('MP-40 filename before filename*, and neither where it means nothing', () => {
    assert.equal(filenameOf(`filename="a.png"; filename*=UTF-8''b.exe`), 'a.png')
    for (const none of [
      "filename*=UTF-8''%FF",
      "filename*=UTF-8''%2",
      "filename*=gbk''%B1",
      'filename*=b.exe',
    ])
      assert.equal(filenameOf(none), undefined, none)
    for (const plain of [
      '=?utf-8?B?/w==?=',
      '=?utf-8?B?a?=',
      '=?gbk?B?sag=?=',
      '=?utf-8?Q?a?=',
      '=?',
      '=?utf-8?B?YQ==?=.png',
    ])
      assert.equal(filenameOf(`filename="${plain}"`), plain)
  })
  test('MP-45 however long it is', () => {
    for (const length of [200, 255, 1000, 8000])
      assert.equal(filenameOf(`filename="${'a'.repeat(length)}"`)?.length, length)
  })
})

describe('a header block that is unclear is refused', () => {
  const good = 'Content-Disposition: form-data; name="media"; filename="a"'
  const blocks: Readonly<Record<string, string | Uint8Array>> = {
    'MP-27 none': '',
    'MP-27 no Content-Disposition': 'Content-Type: image/png',
    'MP-27 another disposition': 'Content-Disposition: attachment; name="media"',
    'MP-27 another disposition before it': 'Content-Disposition: x form-data; name="media"; filename="a"',
    'MP-27 a longer disposition': 'Content-Disposition: form-data2; name="media"',
    'MP-27 an empty disposition': 'Content-Disposition:',
    'MP-27 no name': 'Content-Disposition: form-data',
    'MP-27 no name but a filename': 'Content-Disposition: form-data; filename="a"',
    'MP-27 an empty name': 'Content-Disposition: form-data; name=""',
    'MP-27 Content-Disposition twice': `${good}\r\n${good}`,
    'MP-25 Content-Type twice': `${good}\r\nContent-Type: a/b\r\nContent-Type: a/b`,
    'MP-29 a filename line first': ` filename="bypass"\r\n${good}`,
    'MP-30 a line without a colon': `${good}\r\nno colon`,
    'MP-30 an empty line': `${good}\r\n\r\n${good}`,
    'MP-30 no header name': `${good}\r\n: x`,
    'MP-30 a space behind the header name': `${good}\r\nContent-Type : x`,
    'MP-30 a header name in Chinese': `${good}\r\n名: x`,
    'MP-30 a delimiter that could be a header': `${good}\r\n--a:b`,
    'MP-30 a folded line': `${good}\r\n\tx: y`,
    'MP-30 a bare CR': `${good}\r\nX: a\rb`,
    'MP-30 a bare LF': `${good}\nX: a`,
    'MP-30 a CR at the end': `${good}\r`,
    'MP-30 NUL in a header': `${good}\r\nX: a\0`,
    'MP-43 NUL in the filename': 'Content-Disposition: form-data; name="media"; filename="a\0.png"',
    'MP-21 filename twice': `${good}; filename="a"`,
    'MP-21 filename twice, in another case': `${good}; FileName="b"`,
    'name twice': `${good}; name="media"`,
    'text between parameters': 'Content-Disposition: form-data; name="media" x; filename="a"',
    'a parameter without a value': 'Content-Disposition: form-data; name="media"; filename',
    'a parameter with an empty value': 'Content-Disposition: form-data; name=; filename="a"',
    'spaces around an equals sign': 'Content-Disposition: form-data; name = "media"; filename="a"',
    'a quote that is not closed': 'Content-Disposition: form-data; name="media"; filename="a',
    'a quote in the middle': 'Content-Disposition: form-data; name="media"; filename="a"b"',
    'a filename without quotes that needs them':
      'Content-Disposition: form-data; name="media"; filename=a b.png',
    'a filename in Latin-1': latin1('Content-Disposition: form-data; name="media"; filename="\xe4.png"'),
    'a filename with half a surrogate pair': latin1(
      'Content-Disposition: form-data; name=a; filename="\xed\xa0\x80"',
    ),
    'an overlong slash': latin1('Content-Disposition: form-data; name="media"; filename="\xc0\xaf"'),
    'a byte order mark': `\uFEFF${good}`,
    'MP-33 a run of backslashes': `${good}; x="${'\\'.repeat(8001)}"`,
    'MP-33 a run of quotes': `${good}; x=${'"'.repeat(8001)}`,
    'MP-33 a run of spaces': `${good}${' '.repeat(8000)}x`,
    'MP-33 two thousand parameters': `${good}${'; a=b'.repeat(2000)}`,
  }
  for (const [title, block] of Object.entries(blocks)) {
    test(title, () =>
      assert.throws(() => parsePartHeaders(bodyOf(block)), {
        code: 'malformed_body',
        message: /^[A-Z].* \w/,
      }),
    )
  }

  test('MP-33 but for a run of semicolons, which mean nothing', () => {
    assert.equal(parsePartHeaders(bodyOf(good, '; '.repeat(8000))).filename, 'a')
  })
})
