import assert from 'node:assert/strict'
import { test } from 'node:test'
import { verifyGrant } from '../grants/index.ts'
import { type GrantFlags, grant } from './grant.ts'
import { runCli } from './testing/run-cli.ts'

const secret = 'the-secret-that-signs-at-least-32-bytes'
const env = { RELAY_GRANT_SECRET: `${secret}, the-older-secret-of-at-least-32-bytes` }

test('prints a grant alone, signed with the first secret, with every limit that was asked for', async () => {
  const { code, stdout, stderr } = await runCli(
    [
      'grant',
      '--sub',
      'alice',
      '--type',
      'image',
      '--type',
      'voice',
      '--max-bytes',
      '5000000',
      '--max-uploads',
      '3',
      '--origin',
      'https://app.example.com',
      '--expires',
      '5m',
    ],
    { env },
  )
  assert.deepEqual({ code, stderr }, { code: 0, stderr: '' })
  assert.match(stdout, /^[\w-]+\.[\w-]+\.[\w-]+\n$/)
  const { issuedAt, expiresAt, jti, ...limits } = await verifyGrant(stdout.trim(), { secrets: [secret] })
  assert.equal(expiresAt - issuedAt, 300_000)
  assert.ok(jti)
  assert.deepEqual(JSON.parse(JSON.stringify(limits)), {
    sub: 'alice',
    types: ['image', 'voice'],
    maxBytes: 5_000_000,
    maxUploads: 3,
    origin: 'https://app.example.com',
  })
})

test('signs for ten minutes and without limits unless told otherwise', async () => {
  const { stdout } = await runCli(['grant', '--sub', 'alice'], { env })
  const signed = await verifyGrant(stdout.trim(), { secrets: [secret] })
  assert.equal(signed.expiresAt - signed.issuedAt, 600_000)
  assert.deepEqual([signed.types, signed.maxUploads, signed.origin], [undefined, undefined, undefined])
})

for (const [what, flags, settings, says] of [
  ['no secret', {}, {}, /RELAY_GRANT_SECRET is missing/],
  ['a short secret', {}, { RELAY_GRANT_SECRET: 'hunter2' }, /RELAY_GRANT_SECRET takes secrets of at least/],
  ['nobody', { sub: '' }, env, /--sub is missing/],
  ['another type', { type: ['movie'] }, env, /--type takes image, voice, video, file/],
  ['a size with a unit', { 'max-bytes': '5MB' }, env, /--max-bytes takes a whole number/],
  ['no upload', { 'max-uploads': '0' }, env, /--max-uploads takes a whole number from 1/],
  ['a host alone', { origin: 'app.example.com' }, env, /--origin takes an address like https:\/\/host/],
  ['no time', { expires: 'soon' }, env, /--expires takes a time like 15s/],
  ['two hours', { expires: '2h' }, env, /--expires is longer than RELAY_GRANT_MAX_LIFE/],
] satisfies [string, GrantFlags, Record<string, string>, RegExp][]) {
  test(`signs nothing for ${what}, and says why`, async () => {
    await assert.rejects(grant({ sub: 'alice', ...flags }, settings), (error: Error) => {
      assert.match(error.message, says)
      assert.doesNotMatch(error.message, /hunter2|the-secret-that-signs/)
      return true
    })
  })
}
