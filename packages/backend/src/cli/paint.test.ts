import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stripVTControlCharacters } from 'node:util'
import { COMMAND_NAMES } from './commands.ts'
import { helpText } from './help.ts'
import { painter, paintHelp } from './paint.ts'

const terminal = { isTTY: true }

test('paints on a terminal, unless its owner wants none', () => {
  assert.equal(painter(terminal, {})('red', 'no'), '\u001B[31mno\u001B[39m')
  for (const plain of [
    painter({}, {}),
    painter(terminal, { NO_COLOR: '1' }),
    painter(terminal, { TERM: 'dumb' }),
  ]) {
    assert.equal(plain('red', 'no'), 'no')
  }
})

test('a painted help says the same, with headings in bold', () => {
  for (const command of [undefined, ...COMMAND_NAMES]) {
    const painted = paintHelp(helpText(command), painter(terminal, {}))
    assert.equal(stripVTControlCharacters(painted), helpText(command))
    assert.ok(painted.includes('\u001B[1mExamples') || command === undefined)
  }
  assert.ok(paintHelp(helpText(undefined), painter(terminal, {})).includes('\u001B[36mserve\u001B[39m'))
})
