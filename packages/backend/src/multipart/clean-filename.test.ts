import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { cleanFilename } from './clean-filename.ts'

const byteLength = (text: string) => new TextEncoder().encode(text).length

describe('a name that is fit is kept', () => {
  for (const name of [
    '中文 报告.pdf',
    '🐈❤️.png',
    "it's.png",
    'a;b.png',
    '50%.png',
    'a,b=c.png',
    '.png',
    'no extension',
    'a．png',
  ]) {
    test(`MP-39 ${name}`, () => assert.equal(cleanFilename(name), name))
  }
})

describe('a name that is not is made so', () => {
  const names: Readonly<Record<string, string>> = {
    'e\u0301.png': '\u00e9.png',
    'a"b.png': "a'b.png",
    'a\r\nb.png': 'ab.png',
    'a\nX-Evil: 1\r\n\r\n.png': 'aX-Evil: 1.png',
    'a\\b.png': 'b.png',
    'C:\\fakepath\\x.png': 'x.png',
    '../../etc/passwd': 'passwd',
    'a/b\\c/d.png': 'd.png',
    'a\0.png': 'a.png',
    'a.exe\0.png': 'a.exe.png',
    'a\x1b[31m.png': 'a[31m.png',
    'a\x7f\x85.png': 'a.png',
    'a\t.png': 'a.png',
    'a\u202egnp.exe.png': 'agnp.exe.png',
    'a\u2066b\u2069\u061c\u200e.png': 'ab.png',
    'a\u200b\u200d\u2060.png': 'a.png',
    '\ufeffa.png': 'a.png',
    'a\u2028b\u2029.png': 'ab.png',
    'a\ud800b\udc00.png': 'ab.png',
    '  a.png  ': 'a.png',
    'a.png. . .': 'a.png',
    '\u3000a.png\u00a0': 'a.png',
  }
  for (const [name, cleaned] of Object.entries(names)) {
    test(`MP-43 ${JSON.stringify(name)}`, () => {
      assert.equal(cleanFilename(name), cleaned)
      assert.equal(cleanFilename(cleaned), cleaned)
    })
  }
})

describe('a name of which nothing is left is empty', () => {
  for (const name of [
    '',
    '.',
    '..',
    '...',
    '/',
    '\\',
    'a/',
    ' ',
    ' . ',
    '\u200b',
    '../..',
    '\0\r\n',
    '.\u202e.',
  ]) {
    test(`MP-44 ${JSON.stringify(name)}`, () => assert.equal(cleanFilename(name), ''))
  }
})

describe('a long name is cut', () => {
  test('MP-45 at 200 bytes, and not before', () => {
    const name = `${'a'.repeat(196)}.png`
    assert.equal(cleanFilename(name), name)
    for (const length of [197, 255, 1000, 8000])
      assert.equal(cleanFilename(`${'a'.repeat(length)}.png`), name)
  })

  test('MP-45 between code points', () => {
    for (const character of ['é', '中', '🐈']) {
      for (let shift = 0; shift < 4; shift += 1) {
        const cleaned = cleanFilename(`${'a'.repeat(shift)}${character.repeat(300)}.docx`)
        assert.match(cleaned, new RegExp(`^a{${shift}}(${character})+\\.docx$`, 'u'))
        assert.ok(byteLength(cleaned) <= 200 && byteLength(cleaned) > 196)
      }
    }
  })

  test('MP-45 with an extension of at most 16 bytes, dot included', () => {
    assert.equal(
      cleanFilename(`${'a'.repeat(300)}.${'b'.repeat(15)}`),
      `${'a'.repeat(184)}.${'b'.repeat(15)}`,
    )
  })

  test('without an extension, or with one that is too long for one', () => {
    assert.equal(cleanFilename(`${'a'.repeat(300)}b`), 'a'.repeat(200))
    assert.equal(cleanFilename(`${'a'.repeat(300)}.${'b'.repeat(16)}`), 'a'.repeat(200))
    assert.equal(cleanFilename(`a.${'b'.repeat(300)}`), `a.${'b'.repeat(198)}`)
    assert.equal(cleanFilename(`.${'b'.repeat(300)}`), `.${'b'.repeat(199)}`)
    assert.equal(cleanFilename(`${'a'.repeat(199)}. ${'b'.repeat(300)}`), 'a'.repeat(199))
  })
})
