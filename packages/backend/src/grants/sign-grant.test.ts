import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Grant } from './grant.ts'
import { type GrantClaims, signGrant } from './sign-grant.ts'
import { verifyGrant } from './verify-grant.ts'

const secret = 'a secret of at least thirty-two bytes'
const time = 1_750_000_000_000
const now = () => time

/** What a verifier is told, without what was left out. */
async function roundTrip(claims: GrantClaims, expiresInMs?: number): Promise<Grant> {
  const token = await signGrant(claims, {
    secret,
    now,
    ...(expiresInMs === undefined ? {} : { expiresInMs }),
  })
  return JSON.parse(JSON.stringify(await verifyGrant(token, { secrets: [secret], now })))
}

describe('signGrant', () => {
  test('signs what verifyGrant reads back the same', async () => {
    const claims: GrantClaims = {
      sub: '用户-1 "quoted"',
      notBefore: time - 1000,
      jti: 'j-1',
      types: ['image', 'voice'],
      formats: ['png', 'amr'],
      maxBytes: 1000,
      maxUploads: 2,
      origin: 'https://app.example.com:8443',
      corp: 'ding1',
      sha256: 'ab'.repeat(32),
    }
    assert.deepEqual(await roundTrip(claims), { ...claims, issuedAt: time, expiresAt: time + 600_000 })
  })

  test('lets a grant live ten minutes unless told otherwise', async () => {
    assert.equal((await roundTrip({ sub: 'u' })).expiresAt, time + 600_000)
    assert.equal((await roundTrip({ sub: 'u' }, 3_600_000)).expiresAt, time + 3_600_000)
  })

  test('signs whole seconds that never add up to more than was asked for', async () => {
    const token = await signGrant({ sub: 'u' }, { secret, now: () => time + 999, expiresInMs: 1500 })
    const { issuedAt, expiresAt } = await verifyGrant(token, { secrets: [secret], now, maxLifeMs: 1500 })
    assert.deepEqual([issuedAt, expiresAt], [time, time + 1000])
  })

  test('gives a counted grant a jti of its own, and keeps a given one', async () => {
    const [first, second] = [
      await roundTrip({ sub: 'u', maxUploads: 1 }),
      await roundTrip({ sub: 'u', maxUploads: 1 }),
    ]
    assert.match(first.jti ?? '', /^[0-9a-f-]{36}$/)
    assert.notEqual(first.jti, second.jti)
    assert.equal((await roundTrip({ sub: 'u', maxUploads: 1, jti: 'mine' })).jti, 'mine')
    assert.equal('jti' in (await roundTrip({ sub: 'u' })), false)
  })

  const wrong: readonly (readonly [what: string, claims: object, complaint: RegExp])[] = [
    ['a limit by its name on the wire', { sub: 'u', max_bytes: 1 }, /no "max_bytes"/],
    ['a member that every object has', { sub: 'u', constructor: 1 }, /no "constructor"/],
    ['no subject', {}, /no "sub"/],
    ['an unknown type', { sub: 'u', types: ['audio'] }, /"types"/],
    ['a limit of nothing', { sub: 'u', maxBytes: 0 }, /"max_bytes"/],
    ['an origin with a path', { sub: 'u', origin: 'https://a.example/x' }, /"origin"/],
    ['more than 4 KiB', { sub: 'u', types: Array.from({ length: 600 }, () => 'image') }, /4096/],
  ]
  for (const [what, claims, complaint] of wrong) {
    test(`throws a TypeError on ${what}`, async () => {
      await assert.rejects(signGrant(claims as GrantClaims, { secret, now }), {
        name: 'TypeError',
        message: complaint,
      })
    })
  }

  test('throws a TypeError on a life of nothing', async () => {
    for (const expiresInMs of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      await assert.rejects(signGrant({ sub: 'u' }, { secret, now, expiresInMs }), TypeError)
    }
  })

  test('makes a JWT that says what it is, with any number of secrets', async () => {
    for (let i = 0; i < 70; i++) {
      const own = `${i} of many secrets, each as long as it must be`
      const [header = ''] = (await signGrant({ sub: 'u' }, { secret: own, now })).split('.')
      assert.deepEqual(JSON.parse(Buffer.from(header, 'base64url').toString()), { alg: 'HS256', typ: 'JWT' })
    }
  })

  test('signs 4 KiB and not a byte more', async () => {
    const sized = (subLength: number) =>
      signGrant({ sub: 'u'.repeat(subLength), formats: Array(480).fill('png') }, { secret, now })
    assert.equal((await sized(58)).length, 4096)
    await assert.rejects(sized(59), { name: 'TypeError', message: /4096 bytes/ })
  })

  test('throws a TypeError on a secret under 32 bytes, and does not tell it', async () => {
    const short = 'x'.repeat(31)
    await assert.rejects(signGrant({ sub: 'u' }, { secret: short, now }), (error: unknown) => {
      return error instanceof TypeError && !error.message.includes(short)
    })
    for (const enough of ['x'.repeat(32), '密'.repeat(11)]) {
      assert.ok(await signGrant({ sub: 'u' }, { secret: enough, now }))
    }
  })
})
