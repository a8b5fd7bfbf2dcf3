import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DelimiterEnd } from './delimiter-end.ts'

/** What the text behind a delimiter begins, and how many of its bytes told so; or why it is refused. */
function read(text: string, bodyEnds = false) {
  const delimiterEnd = new DelimiterEnd()
  const bytes = [...Buffer.from(text, 'latin1'), ...(bodyEnds ? [undefined] : [])]
  try {
    for (const [index, byte] of bytes.entries()) {
      const begun = delimiterEnd.read(byte)
      if (begun) return [begun, index + 1]
    }
    return 'nothing'
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    return message && code
  }
}

const padding = ' \t'.repeat(32)

for (const [text, expected] of [
  ['\r\nContent', ['part', 2]],
  ['--\r\nepilogue', ['end', 4]],
  [` \t\r\n`, ['part', 4]],
  [`--  \r\n`, ['end', 6]],
  [`${padding}\r\n`, ['part', 66]],
  [`--${padding}\r\n`, ['end', 68]],
  ['--', 'nothing'],
  ['--\r', 'nothing'],
] as const) {
  test(`reads ${JSON.stringify(text)} as ${expected}`, () => assert.deepEqual(read(text), expected))
}

for (const text of ['--', '--  ']) {
  test(`MP-12 reads ${JSON.stringify(text)} at the end of the body as the end`, () =>
    assert.equal(read(text, true)?.[0], 'end'))
}

for (const text of [
  'x',
  '\n',
  '\r\r\n',
  '\0\r\n',
  ' junk\r\n',
  '-\r\n',
  '- -\r\n',
  ' --\r\n',
  '---\r\n',
  '--\n',
  '--x',
  '-- -\r\n',
  `${padding} \r\n`,
  `--${padding} \r\n`,
]) {
  test(`MP-10 MP-16 refuses ${JSON.stringify(text)}`, () => assert.equal(read(text), 'malformed_body'))
}

for (const text of ['', '-', '\r', '--\r', ' ']) {
  test(`MP-09 MP-10 refuses a body that ends behind ${JSON.stringify(text)}`, () =>
    assert.equal(read(text, true), 'malformed_body'))
}
