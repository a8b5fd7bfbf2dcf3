import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { type Environment, readSetting, readSettings, SettingsError, withEnvFile } from './read-settings.ts'

const complete = { DINGTALK_APP_KEY: 'key', DINGTALK_APP_SECRET: 'secret', RELAY_AUTH: 'none' }
const folder = mkdtempSync(join(tmpdir(), 'dt-media-'))
after(() => rmSync(folder, { recursive: true }))

function file(name: string, content: string): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

function problemsOf(environment: Environment): readonly string[] {
  try {
    readSettings(environment)
  } catch (error) {
    if (error instanceof SettingsError) return error.problems
    throw error
  }
  return []
}

test('fills in the defaults', () => {
  const settings = readSettings(complete)
  assert.equal(settings.DINGTALK_REGION, 'intl')
  assert.equal(settings.PORT, 8787)
  assert.equal(settings.RELAY_BODY_IDLE_TIMEOUT, 15_000)
  assert.deepEqual(settings.RELAY_ALLOWED_ORIGINS, [])
  assert.equal(settings.RELAY_RULES, undefined)
})

test('takes no … that was copied from a page, which would start and fail at each upload', () => {
  const copied = { ...complete, DINGTALK_APP_KEY: '…', DINGTALK_APP_SECRET: ' … ' }
  assert.deepEqual(problemsOf(copied), [
    'DINGTALK_APP_KEY is still the … that pages leave to their readers. Put your own there.',
    'DINGTALK_APP_SECRET is still the … that pages leave to their readers. Put your own there.',
  ])
  const secretFile = file('copied-secret', '…\n')
  assert.match(
    problemsOf({ ...complete, DINGTALK_APP_SECRET: undefined, DINGTALK_APP_SECRET_FILE: secretFile })[0] ??
      '',
    /is still the …/,
  )
})

test('reads times, lists and JSON', () => {
  const settings = readSettings({
    ...complete,
    RELAY_UPLOAD_TIMEOUT: '2m',
    RELAY_ALLOWED_ORIGINS: 'https://a.example, https://b.example',
    RELAY_RULES: '{"video":false}',
  })
  assert.equal(settings.RELAY_UPLOAD_TIMEOUT, 120_000)
  assert.deepEqual(settings.RELAY_ALLOWED_ORIGINS, ['https://a.example', 'https://b.example'])
  assert.deepEqual(settings.RELAY_RULES, { video: false })
})

test('PR-07 names every problem at once, and no value', () => {
  const problems = problemsOf({
    DINGTALK_APP_SECERT: 'hunter2',
    DINGTALK_REGION: 'mars-hunter2',
    PORT: 'hunter2',
    RELAY_UPLOAD_TIMEOUT: 'hunter2',
    RELAY_RULES: 'hunter2',
    DINGTALK_OAPI_URL: 'https://user:hunter2@host/',
  })
  const all = problems.join('\n')
  for (const name of [
    'DINGTALK_REGION',
    'PORT',
    'RELAY_UPLOAD_TIMEOUT',
    'RELAY_RULES',
    'DINGTALK_OAPI_URL',
  ]) {
    assert.match(all, new RegExp(`^${name} takes`, 'm'))
  }
  assert.match(all, /DINGTALK_APP_KEY is missing/)
  assert.match(all, /RELAY_GRANT_SECRET is missing/)
  assert.match(all, /DINGTALK_APP_SECERT is not a setting. Did you mean DINGTALK_APP_SECRET\?/)
  assert.doesNotMatch(all, /hunter2/)
})

for (const [name, wrong, text] of [
  ['RELAY_ALLOWED_ORIGINS', 'https://a.example,app.example', /origins like https:.*number 2 is none/],
  ['RELAY_ALLOWED_ORIGINS', 'https://a.example/path', /number 1 is none/],
  ['RELAY_RULES', '{"image":{"max_bytes":99999999,"formats":["webp"]}}', /max_bytes.*formats/],
  ['RELAY_RULES', '{"picture":false}', /no media type/],
  ['RELAY_RULES', '{"image":false,"voice":false,"video":false,"file":false}', /every media type/],
  ['RELAY_BASE_PATH', 'relay', /a path like/],
  ['RELAY_BASE_PATH', '/relay?x', /a path like/],
  ['RELAY_UPLOAD_TIMEOUT', '0s', /from 1ms to 596h/],
  ['RELAY_UPLOAD_TIMEOUT', '597h', /from 1ms to 596h/],
  ['RELAY_DRAIN_TIMEOUT', '597h', /from 0ms to 596h/],
  ['DINGTALK_CORP_ID', '../corp', /id of an organisation/],
  ['DINGTALK_ALLOWED_CORPS', 'ding1,ding/2', /id of an organisation/],
  ['DINGTALK_CALLBACK_AES_KEY', 'short', /43 characters/],
  ['RELAY_REDIS_URL', 'http://host', /redis:/],
] as const) {
  test(`PR-07 tells ${name}=${wrong} beside all other problems`, () => {
    const problems = problemsOf({ ...complete, DINGTALK_CALLBACK_TOKEN: 't', PORT: 'x', [name]: wrong })
    const told = problems.filter((problem) => problem.startsWith(`${name} takes`))
    assert.equal(told.length, 1, problems.join('\n'))
    assert.match(told[0] ?? '', text)
    assert.ok(problems.some((problem) => problem.startsWith('PORT takes')))
  })
}

test('PR-07 does not call missing what is there and wrong', () => {
  const problems = problemsOf({ ...complete, RELAY_AUTH: 'grant', RELAY_GRANT_SECRET: 'short' })
  assert.deepEqual(problems.length, 1, problems.join('\n'))
  assert.match(problemsOf({ ...complete, RELAY_AUTH: 'grant' }).join(), /RELAY_GRANT_SECRET is missing/)
  assert.match(problemsOf({ ...complete, DINGTALK_APP_KEY: ' ' }).join(), /DINGTALK_APP_KEY is missing/)
})

test('takes an origin with a slash behind it for the origin', () => {
  const settings = readSettings({ ...complete, RELAY_ALLOWED_ORIGINS: 'https://a.example/, null, *' })
  assert.deepEqual(settings.RELAY_ALLOWED_ORIGINS, ['https://a.example', 'null', '*'])
})

test('PR-08 reads a secret from a file and drops the line break at its end', () => {
  const { DINGTALK_APP_SECRET: _, ...rest } = complete
  const settings = readSettings({ ...rest, DINGTALK_APP_SECRET_FILE: file('secret', 'from-file\n') })
  assert.equal(settings.DINGTALK_APP_SECRET, 'from-file')
})

test('PR-08 says what is wrong with a secret file', () => {
  const { DINGTALK_APP_SECRET: _, ...rest } = complete
  const problems = (path: string) => problemsOf({ ...rest, DINGTALK_APP_SECRET_FILE: path })[0]
  assert.match(
    problems(join(folder, 'absent')) ?? '',
    /DINGTALK_APP_SECRET_FILE names a file that cannot be read: ENOENT/,
  )
  assert.match(problems(folder) ?? '', /EISDIR/)
  assert.match(problems(file('empty', '\n')) ?? '', /names an empty file/)
})

test('takes a blank file name for none, as it takes a blank value', () => {
  const settings = readSettings({ ...complete, DINGTALK_APP_SECRET_FILE: '', RELAY_GRANT_SECRET_FILE: ' ' })
  assert.equal(settings.DINGTALK_APP_SECRET, complete.DINGTALK_APP_SECRET)
})

test('drops what a line break or a space leaves at the ends of a variable, as it does in a file', () => {
  // Docker takes a file of CRLF lines as it is; a Kubernetes secret made with `echo` ends in a line break.
  const settings = readSettings({ ...complete, DINGTALK_APP_SECRET: 'secret\r', PORT: ' 9000\n' })
  assert.equal(settings.DINGTALK_APP_SECRET, 'secret')
  assert.equal(settings.PORT, 9000)
})

test('takes a blank value beside a file for none', () => {
  const given = {
    ...complete,
    DINGTALK_APP_SECRET: '',
    DINGTALK_APP_SECRET_FILE: file('beside', 'from-file'),
  }
  assert.deepEqual(problemsOf(given), [])
  assert.equal(readSettings(given).DINGTALK_APP_SECRET, 'from-file')
})

test('refuses a setting that is given twice', () => {
  const problems = problemsOf({ ...complete, DINGTALK_APP_SECRET_FILE: file('twice', 'x') })
  assert.match(problems[0] ?? '', /both set/)
})

test('wants a Node with a WebSocket for pushes over the Stream gateway', (t) => {
  const { WebSocket: own } = globalThis
  Reflect.deleteProperty(globalThis, 'WebSocket')
  t.after(() => Object.assign(globalThis, { WebSocket: own }))
  assert.match(problemsOf({ ...complete, DINGTALK_STREAM: 'on' }).join(), /^DINGTALK_STREAM=on needs Node 22/)
  assert.deepEqual(readSettings(complete).DINGTALK_STREAM, false)
})

test('reads a dotenv file, over which the environment wins', () => {
  const envFile = file('.env', 'DINGTALK_APP_KEY=from-file\nPORT=9000\n')
  const settings = readSettings(withEnvFile({ ...complete, PORT: '9001' }, envFile))
  assert.equal(settings.PORT, 9001)
  assert.equal(
    readSettings(withEnvFile({ DINGTALK_APP_SECRET: 's', RELAY_AUTH: 'none' }, envFile)).DINGTALK_APP_KEY,
    'from-file',
  )
  assert.throws(() => withEnvFile({}, join(folder, 'absent.env')), /absent\.env cannot be read: ENOENT/)
})

test('reads a dotenv file that begins with a byte order mark, as editors on Windows write it', () => {
  const envFile = file('bom.env', '\uFEFFDINGTALK_APP_KEY=first\r\nPORT=9000\r\n')
  assert.deepEqual(withEnvFile({}, envFile), { DINGTALK_APP_KEY: 'first', PORT: '9000' })
})

test('leaves the variables of others alone', () => {
  assert.deepEqual(problemsOf({ ...complete, PATH: '/bin', HOME: '/root' }), [])
})

test('reads one setting without a word about the others', () => {
  assert.equal(readSetting('RELAY_GRANT_MAX_LIFE', {}), 3_600_000)
  assert.throws(() => readSetting('RELAY_GRANT_SECRET', { RELAY_GRANT_SECRET: 'short' }), {
    name: 'SettingsError',
    message: /^RELAY_GRANT_SECRET takes secrets of at least 32 bytes/,
  })
})

test('refuses a login that gives grants where none are asked for', () => {
  const problems = problemsOf({ ...complete, RELAY_AUTH: 'none', RELAY_DINGTALK_LOGIN: 'on' })
  assert.match(problems.join('\n'), /RELAY_DINGTALK_LOGIN=on gives grants/)
})
