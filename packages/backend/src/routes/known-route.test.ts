import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { Hono } from 'hono'
import { MEDIA_RULES, type MediaRules } from '../contract/index.ts'
import { readBearer } from '../grants/bearer.ts'
import type { Grant } from '../grants/grant.ts'
import { type GrantClaims, signGrant } from '../grants/sign-grant.ts'
import { verifyGrant } from '../grants/verify-grant.ts'
import { createKnownMedia, type KnownMedia } from '../known-media/known-media.ts'
import { createUploadRate } from '../pacing/upload-rate.ts'
import { createSha256 } from '../runtimes/node/sha256.ts'
import { createMemoryStore } from '../store/memory-store.ts'
import type { Store } from '../store/store.ts'
import { keepAccessToken } from '../tokens/access-tokens.ts'
import { keepCorpTokens } from '../tokens/corp-tokens.ts'
import { errorAnswer } from './error-answer.ts'
import { type KnownRouteDeps, knownRoute } from './known-route.ts'
import type { RelayContext, RelayEnv } from './relay-env.ts'

const secret = 'known-route-known-route-known-route'
const sha256 = 'ab'.repeat(32)
const cat = { type: 'image', filename: 'cat.png', sha256 }
const answer = {
  errcode: 0,
  errmsg: 'ok',
  type: 'image',
  media_id: '@lADPDe7s2ySi18PNA6',
  created_at: 1605863153573,
} as const
const file = { answer, format: 'png', bytes: 1234 }

describe('GET /media/known', () => {
  let store: Store
  let knownMedia: KnownMedia

  beforeEach(() => {
    store = createMemoryStore()
    knownMedia = createKnownMedia({ store, createSha256, appId: 'app' })
  })

  function appWith(deps: Partial<KnownRouteDeps> = {}): Hono<RelayEnv> {
    const route = knownRoute({
      knownMedia,
      authorize: { byHeader },
      lookupRate: createUploadRate({ store, uploadsPerMinute: 0 }),
      rules: MEDIA_RULES,
      appTokens: tokensOf('ding1', 'ding2'),
      ...deps,
    })
    return new Hono<RelayEnv>().onError(errorAnswer).get('/media/known', route)
  }

  async function ask(
    query: Readonly<Record<string, string>> = cat,
    claims: GrantClaims | undefined = { sub: 'ann' },
    { deps = {}, headers = {} }: { deps?: Partial<KnownRouteDeps>; headers?: Record<string, string> } = {},
  ) {
    const authorization = { Authorization: `Bearer ${await signGrant(claims, { secret })}` }
    const response = await appWith(deps).request(`/media/known?${new URLSearchParams(query)}`, {
      headers: { ...authorization, ...headers },
    })
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }

  const remember = (subject = 'ann', corp?: string) =>
    knownMedia.remember({ ...cat, subject, corp }, sha256, file)

  test('answers as the upload did, and that it is known', async () => {
    await remember()
    assert.deepEqual(await ask(), { status: 200, body: { ...answer, known: true } })
  })

  test('knows nothing that was not uploaded, or by somebody else', async () => {
    await remember('bob')
    const { status, body } = await ask()
    assert.deepEqual([status, body.code, body.retriable], [404, 'unknown_media', false])
  })

  test('knows a file under the corp that it was uploaded for', async () => {
    await remember('ann', 'ding1')
    assert.equal((await ask()).status, 404)
    assert.equal((await ask(cat, { sub: 'ann', corp: 'ding1' })).status, 200)
    assert.equal((await ask(cat, { sub: 'ann' }, { deps: { corpId: 'ding1' } })).status, 200)
    assert.equal((await ask(cat, { sub: 'ann', corp: 'ding2' }, { deps: { corpId: 'ding1' } })).status, 404)
  })

  test('asks for a grant, and for a good one', async () => {
    const app = appWith()
    const query = new URLSearchParams(cat)
    const bare = await app.request(`/media/known?${query}`)
    assert.equal(bare.status, 401)
    assert.equal(((await bare.json()) as { code: string }).code, 'grant_missing')
    const forged = await ask(cat, { sub: 'ann' }, { headers: { Authorization: 'Bearer a.b.c' } })
    assert.equal(forged.body.code, 'grant_invalid')
  })

  test('knows nothing where anyone may upload, or nothing is remembered', async () => {
    await remember()
    for (const deps of [{ authorize: undefined }, { knownMedia: undefined }]) {
      assert.equal((await ask(cat, { sub: 'ann' }, { deps })).body.code, 'unknown_media')
    }
  })

  for (const [what, query, code] of [
    ['no hash', { type: 'image', filename: 'cat.png' }, 'malformed_body'],
    ['a short hash', { ...cat, sha256: 'abcd' }, 'malformed_body'],
    ['a hash that begins too early', { ...cat, sha256: `a${sha256}` }, 'malformed_body'],
    ['a hash that ends too late', { ...cat, sha256: `${sha256}a` }, 'malformed_body'],
    ['a hash that is not hex', { ...cat, sha256: 'g'.repeat(64) }, 'malformed_body'],
    ['no name', { ...cat, filename: '' }, 'malformed_body'],
    ['the name left out', { type: 'image', sha256 }, 'malformed_body'],
    ['a name of nothing to see', { ...cat, filename: '\u200b/..' }, 'malformed_body'],
    ['no type', { ...cat, type: '' }, 'type_not_allowed'],
    ['an unknown type', { ...cat, type: 'all' }, 'type_not_allowed'],
    ['a format of another type', { ...cat, filename: 'cat.pdf' }, 'format_not_allowed'],
  ] as const) {
    test(`refuses ${what}`, async () => {
      assert.equal((await ask(query)).body.code, code)
    })
  }

  const noImages: MediaRules = { file: MEDIA_RULES.file }
  const smallImages: MediaRules = { image: { ...MEDIA_RULES.image, maxBytes: 1000 } }
  const onlyGifs: MediaRules = { image: { ...MEDIA_RULES.image, formats: ['gif'] } }
  for (const [what, rules, code] of [
    ['a type that is switched off now', noImages, 'type_not_allowed'],
    ['a file larger than the rules allow now', smallImages, 'too_large'],
    ['a format that the rules do not have now, behind a name that hides it', onlyGifs, 'format_not_allowed'],
  ] as const) {
    test(`refuses ${what}`, async () => {
      const nameless = { ...cat, filename: 'cat' }
      await knownMedia.remember({ ...nameless, subject: 'ann', corp: undefined }, sha256, file)
      assert.equal((await ask(nameless)).status, 200)
      assert.equal((await ask(nameless, { sub: 'ann' }, { deps: { rules } })).body.code, code)
    })
  }

  for (const [what, limit, code] of [
    ['type', { types: ['file'] }, 'grant_exceeded'],
    ['format', { formats: ['gif'] }, 'grant_exceeded'],
    ['size', { maxBytes: 1000 }, 'too_large'],
    ['origin', { origin: 'https://other.example' }, 'grant_exceeded'],
    ['file', { sha256: 'cd'.repeat(32) }, 'grant_exceeded'],
  ] as const) {
    test(`holds a lookup to the grant's ${what}`, async () => {
      await remember()
      const headers = { Origin: 'https://app.example' }
      assert.equal((await ask(cat, { sub: 'ann', ...limit }, { headers })).body.code, code)
    })
  }

  test('refuses a corp that the relay does not upload for any more', async () => {
    await remember('ann', 'ding2')
    const ofDing2 = { sub: 'ann', corp: 'ding2' }
    assert.equal((await ask(cat, ofDing2)).status, 200)
    const { status, body } = await ask(cat, ofDing2, { deps: { appTokens: tokensOf('ding1') } })
    assert.deepEqual([status, body.code, body.details], [403, 'grant_exceeded', { corp: 'ding2' }])
  })

  test('answers a page that the grant is for', async () => {
    await remember()
    const origin = 'https://app.example'
    const { status } = await ask(cat, { sub: 'ann', origin }, { headers: { Origin: origin } })
    assert.equal(status, 200)
  })

  test('takes no use of a grant', async () => {
    await remember()
    const once = { sub: 'ann', jti: 'j', maxUploads: 1 }
    for (let i = 0; i < 3; i++) assert.equal((await ask(cat, once)).status, 200)
  })

  test('counts lookups for each subject', async () => {
    await remember()
    const lookupRate = createUploadRate({ store, uploadsPerMinute: 2, now: () => 0 })
    const lookUp = (sub: string) => ask(cat, { sub }, { deps: { lookupRate } })
    for (const status of [200, 200, 429]) assert.equal((await lookUp('ann')).status, status)
    assert.equal((await lookUp('bob')).status, 404)
  })

  test('GR-24 says when the store is down', async () => {
    const down = { ...store, get: () => Promise.reject(new Error('down')) }
    const broken = createKnownMedia({ store: down, createSha256, appId: 'app' })
    const { status, body } = await ask(cat, { sub: 'ann' }, { deps: { knownMedia: broken } })
    assert.deepEqual([status, body.code, body.retriable], [503, 'store_unavailable', true])
  })
})

async function byHeader(c: RelayContext): Promise<Grant | undefined> {
  const token = readBearer(c.req.header('authorization'))
  return token === undefined ? undefined : verifyGrant(token, { secrets: [secret] })
}

/** The tokens of a relay that uploads for these corps; a lookup asks for none. */
function tokensOf(...allowedCorps: readonly string[]) {
  const fetchToken = () => Promise.reject(new Error('A lookup fetches no token'))
  return keepCorpTokens(() => keepAccessToken(fetchToken), { allowedCorps })
}
