import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { type Environment, readSettings } from './read-settings.ts'
import { startupWarnings } from './startup-warnings.ts'

const folder = mkdtempSync(join(tmpdir(), 'dt-media-'))
after(() => rmSync(folder, { recursive: true }))

function warningsOf(given: Environment): readonly string[] {
  const complete = { DINGTALK_APP_KEY: 'key', RELAY_AUTH: 'none', ...given }
  return startupWarnings(readSettings(complete), complete)
}

test('PR-09 warns of a relay without grants that other machines reach', () => {
  const open = (HOST: string) => warningsOf({ DINGTALK_APP_SECRET: 's', HOST })
  for (const host of ['127.0.0.1', '127.1.2.3', '::1', 'localhost']) assert.deepEqual(open(host), [], host)
  for (const host of ['0.0.0.0', '::', '192.0.2.1', 'relay.example.com']) {
    assert.match(open(host).join(), /RELAY_AUTH=none on HOST=.*: anyone who reaches this port/, host)
  }
})

test("warns of a host that is not DingTalk's", () => {
  const at = (url: string) => warningsOf({ DINGTALK_APP_SECRET: 's', DINGTALK_OAPI_URL: url })
  assert.deepEqual(at('https://oapi.dingtalk.com'), [])
  for (const url of [
    'http://127.0.0.1:8788',
    'https://oapi.dingtalk.com.evil.example',
    'http://oapi.dingtalk.com',
  ]) {
    assert.match(at(url).join(), /^DINGTALK_OAPI_URL is not DingTalk's/, url)
  }
})

test('warns of every origin at once', () => {
  assert.match(
    warningsOf({ DINGTALK_APP_SECRET: 's', RELAY_ALLOWED_ORIGINS: '*' }).join(),
    /^RELAY_ALLOWED_ORIGINS=\*/,
  )
})

test('PR-08 warns of a secret file that every user can read, and of no other', () => {
  const path = join(folder, 'secret')
  writeFileSync(path, 'from-file')
  chmodSync(path, 0o644)
  assert.match(
    warningsOf({ DINGTALK_APP_SECRET_FILE: path }).join(),
    /^DINGTALK_APP_SECRET_FILE names a file that every user/,
  )
  chmodSync(path, 0o640)
  assert.deepEqual(warningsOf({ DINGTALK_APP_SECRET_FILE: path }), [])
})
