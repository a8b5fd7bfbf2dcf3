import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkOptions } from './check-options.ts'
import type { RelayOptions } from './options.ts'
import { createMemoryStore } from './store/memory-store.ts'
import type { Store } from './store/store.ts'

const internal = { appKey: 'key', appSecret: 'secret' }
const suite = { suiteKey: 'suite', suiteSecret: 'secret' }
const grantSecrets = ['0123456789012345678901234567890123456789']

test('fills in the defaults', () => {
  const checked = checkOptions({ app: internal, grantSecrets })
  assert.equal(checked.hosts.oapi, 'https://oapi.dingtalk.io')
  assert.equal(checked.auth, 'grant')
  assert.equal(checked.appId, 'key')
  assert.deepEqual(checked.grantSecrets(), grantSecrets)
})

test('takes an option that is undefined for one that is left out', () => {
  assert.equal(checkOptions({ app: internal, grantSecrets, region: undefined }).region, 'intl')
})

test('tells apps apart by their key', () => {
  assert.equal(checkOptions({ app: suite, grantSecrets }).appId, 'suite')
  const custom = { fetchToken: async () => ({ accessToken: 't', expiresInMs: 1 }) }
  assert.equal(checkOptions({ app: custom, grantSecrets }).appId, 'custom')
  assert.equal(checkOptions({ app: { ...custom, appId: 'crm' }, grantSecrets }).appId, 'crm')
})

for (const [mistake, options] of [
  ['app: appKey and appSecret', { app: { appKey: 'key', appSecret: '' }, auth: 'none' }],
  ['app: suiteKey and suiteSecret', { app: { suiteKey: 'key', suiteSecret: '' }, grantSecrets }],
  ["with auth 'none' a third-party app needs its corpId", { app: suite, auth: 'none' }],
  ['the unified token API needs the corpId', { app: internal, auth: 'none', tokenApi: 'unified' }],
  ['is no corp id', { app: { ...internal, corpId: '../corp' }, auth: 'none' }],
  ['grantSecrets: at least one', { app: internal }],
  ['at least 32 bytes', { app: internal, grantSecrets: ['short'] }],
  [
    'callback: a token, and an aesKey',
    { app: internal, auth: 'none', callback: { token: 't', aesKey: 'short' } },
  ],
  ['is no origin', { app: internal, auth: 'none', allowedOrigins: ['app.example.com'] }],
  ['hosts.oapi', { app: internal, auth: 'none', hosts: { oapi: 'https://host/path' } }],
  ['uploadTimeoutMs: milliseconds', { app: internal, auth: 'none', uploadTimeoutMs: 0 }],
  [
    'uploadTimeoutMs: milliseconds',
    { app: internal, auth: 'none', uploadTimeoutMs: Number.POSITIVE_INFINITY },
  ],
  ['bodyIdleTimeoutMs: milliseconds', { app: internal, auth: 'none', bodyIdleTimeoutMs: 2 ** 31 }],
  ['upstreamTimeoutMs: milliseconds', { app: internal, auth: 'none', upstreamTimeoutMs: Number.NaN }],
  ['maxUploads: a whole number', { app: internal, auth: 'none', maxUploads: 0.5 }],
  ['rules: ', { app: internal, auth: 'none', rules: { image: { max_bytes: 1e9 } } }],
] satisfies [string, RelayOptions][]) {
  test(`refuses at start: ${mistake}`, () => {
    assert.throws(
      () => checkOptions(options),
      (error) => error instanceof TypeError && error.message.includes(mistake),
    )
  })
}

test('says that there is no app, where no types do', () => {
  for (const app of [undefined, null, 'key'] as unknown[] as RelayOptions['app'][]) {
    assert.throws(() => checkOptions({ app, auth: 'none', maxUploads: 0 }), /app: required.*maxUploads/)
  }
})

test('names every mistake at once, and shows no secret', () => {
  assert.throws(
    () => checkOptions({ app: internal, grantSecrets: ['hunter2'], basePath: 'x', region: 'mars' as 'cn' }),
    (error) => {
      assert.ok(error instanceof TypeError)
      for (const name of ['grantSecrets', 'basePath', 'region']) assert.ok(error.message.includes(name))
      assert.ok(!error.message.includes('hunter2'))
      return true
    },
  )
})

for (const [what, mistake, options] of [
  ['one secret', 'grantSecrets: a list', { app: internal, grantSecrets: grantSecrets[0] }],
  ['what gives one secret', 'grantSecrets: a list', { app: internal, grantSecrets: () => grantSecrets[0] }],
  [
    'one origin',
    'allowedOrigins: a list',
    { app: internal, grantSecrets, allowedOrigins: 'https://a.example' },
  ],
  ['a star', 'allowedOrigins: a list', { app: internal, grantSecrets, allowedOrigins: '*' }],
  ['a number for a path', 'basePath: begins with a slash', { app: internal, grantSecrets, basePath: 1 }],
] as const) {
  test(`names the option to who writes plain JavaScript, and gives ${what}`, () => {
    assert.throws(() => checkOptions(options as unknown as RelayOptions), {
      name: 'TypeError',
      message: `createRelay: ${mistake}`,
    })
  })
}

test('names an option that there is not, and the one that was meant', () => {
  const options = {
    app: internal,
    grantSecrets,
    alowedOrigins: ['https://a.example'],
    colour: 'red',
    no: undefined,
  }
  assert.throws(() => checkOptions(options), {
    name: 'TypeError',
    message:
      'createRelay: alowedOrigins: no such option, did you mean allowedOrigins?; colour: no such option',
  })
})

for (const store of [{}, null, { ...createMemoryStore(), reserveTurn: undefined }] as unknown[] as Store[]) {
  test(`refuses a store that cannot do all that one must: ${JSON.stringify(store)}`, () => {
    assert.throws(() => checkOptions({ app: internal, grantSecrets, store }), {
      name: 'TypeError',
      message: /^createRelay: store: lacks (get, set, .*, )?reserveTurn$/,
    })
  })
}

for (const options of [undefined, null] as unknown[] as RelayOptions[]) {
  test(`says what it wants where it is given ${options}`, () => {
    assert.throws(() => checkOptions(options), { name: 'TypeError', message: /^createRelay: app: required/ })
  })
}

test('refuses a stream where there is no WebSocket', (t) => {
  const { WebSocket: own } = globalThis
  Reflect.deleteProperty(globalThis, 'WebSocket')
  t.after(() => Object.assign(globalThis, { WebSocket: own }))
  assert.throws(() => checkOptions({ app: suite, grantSecrets, stream: true }), /stream: needs a WebSocket/)
})
