import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SETTING_GROUPS } from './setting-groups.ts'
import { SETTINGS } from './settings.ts'

test('each setting stands in one group', () => {
  const names = SETTING_GROUPS.flatMap((group) => group.names)
  assert.deepEqual([...names].sort(), Object.keys(SETTINGS).sort())
})
