import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refuseUnsafe } from './refuse-unsafe.ts'

for (const [what, environment, flags, says] of [
  ['TLS without proof', { NODE_TLS_REJECT_UNAUTHORIZED: '0' }, [], /NODE_TLS_REJECT_UNAUTHORIZED=0 lets/],
  ['NODE_DEBUG=http', { NODE_DEBUG: 'http' }, [], /NODE_DEBUG would write/],
  ['NODE_DEBUG=fetch', { NODE_DEBUG: 'fetch' }, [], /NODE_DEBUG would write/],
  ['NODE_DEBUG=TLS among others', { NODE_DEBUG: 'timer,TLS' }, [], /NODE_DEBUG would write/],
  ['NODE_DEBUG=*', { NODE_DEBUG: '*' }, [], /NODE_DEBUG would write/],
  ['a lenient parser', {}, ['--insecure-http-parser'], /--insecure-http-parser opens/],
  ['that by NODE_OPTIONS', { NODE_OPTIONS: '--insecure-http-parser' }, [], /--insecure-http-parser opens/],
  ['keys of TLS in a file', {}, ['--tls-keylog=keys'], /--tls-keylog writes down/],
] as const) {
  test(`PR-09 refuses ${what}`, () => {
    assert.throws(() => refuseUnsafe(environment, flags), { name: 'SettingsError', message: says })
  })
}

test('PR-09 lets harmless switches be', () => {
  refuseUnsafe(
    { NODE_TLS_REJECT_UNAUTHORIZED: '1', NODE_DEBUG: 'timer,cluster', NODE_OPTIONS: '--enable-source-maps' },
    ['--conditions=x'],
  )
  refuseUnsafe({}, [])
})
