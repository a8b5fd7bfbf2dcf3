import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tokenRows, uploadRows } from '../errcode-tables.ts'
import { settingTables } from '../settings-page.ts'
import { REMEDIES } from './remedies.ts'
import { type Say, sayInChinese } from './say.ts'
import { SETTINGS } from './settings.ts'

/** All that these ask to be said. */
function askedBy(...tables: readonly ((say: Say) => unknown)[]): string[] {
  const asked = new Set<string>()
  for (const table of tables) {
    table((english) => {
      asked.add(english)
      return english
    })
  }
  return [...asked].sort()
}

test('no remedy is kept in Chinese that does not stand in English any more', () => {
  const asked = askedBy(
    (say) => uploadRows(say, 'any other'),
    (say) => tokenRows(say),
  )
  assert.deepEqual(Object.keys(REMEDIES).sort(), asked)
})

test('nor any setting', () => {
  assert.deepEqual(
    Object.keys(SETTINGS).sort(),
    askedBy((say) => settingTables(say)),
  )
})

test('what nobody translated is told of, not left out', () => {
  assert.throws(() => sayInChinese('Turn it off and on again.'), /says: Turn it off and on again\./)
})
