import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { ERROR_CODES } from '../../packages/backend/src/contract/error-codes.ts'
import { type RunningEmulator, startEmulator } from '../../packages/backend/src/emulator/index.ts'
import { signGrant } from '../../packages/backend/src/grants/index.ts'
import { type RunningRelay, startRelay } from '../../packages/backend/src/runtimes/node/index.ts'
import { openapi } from './openapi.ts'

const secret = 'a secret of more than thirty-two bytes'
const gif = Buffer.from('R0lGODlhAQABAAAAACwAAAAAAQABAAA=', 'base64')
const sha256 = '0'.repeat(64)
const document = JSON.parse(JSON.stringify(openapi()))
const ajv = new Ajv2020({ strict: false })
ajv.addSchema(document, 'api')

let dingtalk: RunningEmulator
let relay: RunningRelay

before(async () => {
  dingtalk = await startEmulator()
  relay = await startRelay({
    port: 0,
    app: {
      appKey: dingtalk.settings.DINGTALK_APP_KEY ?? '',
      appSecret: dingtalk.settings.DINGTALK_APP_SECRET ?? '',
    },
    hosts: { oapi: dingtalk.url, api: dingtalk.url },
    grantSecrets: [secret],
    allowedOrigins: ['https://app.example.com'],
    dingtalkLogin: true,
    metricsText: async () => '# none\n',
  })
})

after(async () => {
  await relay?.stop(0)
  await dingtalk?.close()
})

test('the document is valid OpenAPI 3.1', async () => {
  const { valid, errors } = await new Validator().validate(structuredClone(document))
  assert.ok(valid, JSON.stringify(errors, undefined, 2))
  assert.equal(document.openapi, '3.1.0')
})

test('every error code but that of unknown paths is named by a route', () => {
  const named = JSON.stringify(document.paths)
  const missing = Object.keys(ERROR_CODES).filter((code) => !named.includes(`"${code}"`))
  assert.deepEqual(missing, ['not_found'])
})

interface Answered {
  readonly title: string
  readonly path: string
  readonly query?: string
  readonly status: number
  readonly init?: RequestInit
  /** Signs a grant with these claims. */
  readonly grant?: Parameters<typeof signGrant>[0]
  /** How DingTalk fails this once. */
  readonly errcode?: number
}

const alice = { sub: 'alice' }
const image = '?type=image&filename=dot.gif'
const post = { method: 'POST', body: gif }

const conversations: readonly Answered[] = [
  { title: 'an upload', path: '/media/upload', query: image, init: post, grant: alice, status: 200 },
  { title: 'no grant', path: '/media/upload', query: image, init: post, status: 401 },
  {
    title: 'a type that is none',
    path: '/media/upload',
    query: '?type=x&filename=a.gif',
    init: post,
    grant: alice,
    status: 400,
  },
  {
    title: 'a name of another format',
    path: '/media/upload',
    query: '?type=image&filename=a.png',
    init: post,
    grant: alice,
    status: 415,
  },
  {
    title: 'more than the grant',
    path: '/media/upload',
    query: image,
    init: post,
    grant: { ...alice, types: ['file'] },
    status: 403,
  },
  {
    title: 'more bytes than the grant',
    path: '/media/upload',
    query: image,
    init: post,
    grant: { ...alice, maxBytes: 5 },
    status: 413,
  },
  {
    title: 'a strange origin',
    path: '/media/rules',
    init: { headers: { Origin: 'https://evil.example' } },
    status: 403,
  },
  {
    title: 'a busy DingTalk',
    path: '/media/upload',
    query: image,
    init: post,
    grant: alice,
    errcode: 90018,
    status: 503,
  },
  {
    title: 'a refusing DingTalk',
    path: '/media/upload',
    query: image,
    init: post,
    grant: alice,
    errcode: 60011,
    status: 422,
  },
  { title: 'another method', path: '/media/upload', init: { method: 'PUT' }, status: 405 },
  { title: 'the rules', path: '/media/rules', status: 200 },
  {
    title: 'an unknown file',
    path: '/media/known',
    query: `${image}&sha256=${sha256}`,
    grant: alice,
    status: 404,
  },
  { title: 'a question without a hash', path: '/media/known', query: image, grant: alice, status: 400 },
  {
    title: 'a login with no code',
    path: '/auth/dingtalk',
    init: { method: 'POST', body: '{}' },
    status: 400,
  },
  {
    title: 'a login with a wrong code',
    path: '/auth/dingtalk',
    init: { method: 'POST', body: '{"code":"x"}' },
    status: 401,
  },
  { title: 'health', path: '/healthz', status: 200 },
  { title: 'readiness', path: '/readyz', status: 200 },
]

for (const { title, path, query = '', status, init = {}, grant, errcode } of conversations) {
  test(`${title}: the relay answers ${status} as the document says`, async () => {
    if (errcode !== undefined) dingtalk.control.addFault({ errcode, times: 1 })
    const headers = new Headers(init.headers)
    if (grant) headers.set('Authorization', `Bearer ${await signGrant(grant, { secret })}`)
    const answer = await fetch(`${relay.url.replace(/\/$/, '')}${path}${query}`, { ...init, headers })
    const text = await answer.text()
    assert.equal(answer.status, status, text)
    assertDescribed(path, init.method ?? 'GET', answer, JSON.parse(text))
  })
}

test('a known file: the relay answers 200 as the document says', async () => {
  const headers = { Authorization: `Bearer ${await signGrant({ sub: 'bob' }, { secret })}` }
  const base = relay.url.replace(/\/$/, '')
  await fetch(`${base}/media/upload${image}`, { method: 'POST', body: gif, headers })
  const hash = Buffer.from(await crypto.subtle.digest('SHA-256', gif)).toString('hex')
  const answer = await fetch(`${base}/media/known${image}&sha256=${hash}`, { headers })
  assert.equal(answer.status, 200)
  assertDescribed('/media/known', 'GET', answer, await answer.json())
})

/** That the document has this answer, and allows this body. An undescribed method is described with the other ones. */
function assertDescribed(path: string, method: string, answer: Response, body: unknown): void {
  const operations = document.paths[path]
  const [only = ''] = Object.keys(operations)
  const known = method.toLowerCase() in operations ? method.toLowerCase() : only
  const pointer = [path, known, 'responses', String(answer.status), 'content', 'application/json', 'schema']
  const escaped = pointer
    .map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')))
    .join('/')
  const validate = ajv.getSchema(`api#/paths/${escaped}`)
  assert.ok(validate, `${method} ${path} ${answer.status} is not described`)
  assert.ok(validate(body), `${JSON.stringify(validate.errors)}\n${JSON.stringify(body)}`)
  assert.ok(answer.headers.get('X-Request-Id'))
}
