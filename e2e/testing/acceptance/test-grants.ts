/** Grants: who may upload, what, and how often. */

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { forgeToken, HS256 } from '../../../packages/backend/src/grants/testing/forge-token.ts'
import { ORIGIN, png, type RelayStage, SECRET } from './relay-stage.ts'

const seconds = () => Math.floor(Date.now() / 1000)
const claims = (change: object = {}) => ({
  aud: 'dt-media',
  sub: 'forged',
  iat: seconds(),
  exp: seconds() + 60,
  ...change,
})
const forged = (change: object, header: object = HS256) =>
  forgeToken({ secret: SECRET, payload: claims(change), header })

export function testGrants(stage: () => RelayStage): void {
  test('takes a file under a grant (GR-01)', async () => {
    assert.equal((await stage().send(png)).status, 200)
    stage().assertStored(png)
  })

  test('asks for a grant where none came (GR-02)', async () => {
    const { status, code, headers } = await stage().send(png, { grant: null })
    assert.deepEqual([status, code, headers.get('www-authenticate')], [401, 'grant_missing', 'Bearer'])
    stage().assertUntouched()
  })

  test('refuses grants that are over, changed, unsigned, or for others (GR-03, GR-04, GR-05, GR-15)', async () => {
    const good = forged({})
    for (const [code, grant] of [
      ['ok', good],
      ['grant_expired', forged({ iat: seconds() - 120, exp: seconds() - 31 })],
      ['grant_invalid', `${good.slice(0, -2)}${good.endsWith('AA') ? 'BB' : 'AA'}`],
      [
        'grant_invalid',
        good.replace(
          /\.[^.]+\./,
          `.${Buffer.from(JSON.stringify(claims({ sub: 'x' }))).toString('base64url')}.`,
        ),
      ],
      ['grant_invalid', `${good}A`],
      ['grant_invalid', forged({}, { alg: 'none' })],
      ['grant_invalid', forged({ aud: 'others' })],
      ['grant_invalid', forgeToken({ secret: 'another secret of thirty-two bytes', payload: claims() })],
    ] as const) {
      assert.equal((await stage().send(png, { grant })).code, code, grant)
    }
    assert.equal(stage().dingtalk.control.state().uploads.opened, 1)
  })

  test('holds an upload to what its grant says (GR-08, GR-09, GR-10, GR-11)', async () => {
    for (const [status, code, grant] of [
      [403, 'grant_exceeded', { types: ['file'] }],
      [403, 'grant_exceeded', { formats: ['jpg'] }],
      [413, 'too_large', { maxBytes: png.length - 1 }],
      [403, 'grant_exceeded', { origin: 'https://other.example' }],
    ] as const) {
      const answer = await stage().send(png, { grant, headers: { Origin: ORIGIN } })
      assert.deepEqual([answer.status, answer.code], [status, code])
    }
    stage().assertUntouched()
    assert.equal((await stage().send(png, { grant: { maxBytes: png.length, types: ['image'] } })).status, 200)
  })

  test('takes the one file that a grant names, and completes no other (GR-12)', async () => {
    const sha256 = createHash('sha256').update(png).digest('hex')
    const large = Buffer.concat([png, Buffer.alloc(200_000)])
    assert.equal((await stage().send(large, { grant: { sha256 } })).code, 'grant_exceeded')
    await stage().assertNothingWhole()
    assert.equal((await stage().send(png, { grant: { sha256 } })).status, 200)
  })

  test('lets a grant be used as often as it says, by many at once too (GR-16, GR-17)', async () => {
    const grant = await stage().grant({ jti: crypto.randomUUID(), maxUploads: 2 })
    const answers = await Promise.all(Array.from({ length: 8 }, () => stage().send(png, { grant })))
    assert.deepEqual(answers.map(({ code }) => code).sort(), [
      ...Array<string>(6).fill('grant_exceeded'),
      'ok',
      'ok',
    ])
    assert.equal((await stage().send(png, { grant })).code, 'grant_exceeded')
    assert.equal(stage().dingtalk.control.state().uploads.opened, 2)
  })

  test('gives the use of a refused file back (GR-19)', async () => {
    const grant = await stage().grant({ jti: crypto.randomUUID(), maxUploads: 1 })
    const fake = Buffer.from('GIF89a and then nothing of a PNG')
    assert.equal((await stage().send(fake, { grant })).code, 'content_mismatch')
    assert.equal((await stage().send(png, { grant })).code, 'ok')
  })

  test('takes a grant from the header or the form, and nowhere else (GR-21)', async () => {
    const grant = await stage().grant()
    const form = new FormData()
    form.set('grant', grant)
    form.set('type', 'image')
    form.set('media', new File([png], 'cat.png', { type: 'image/png' }))
    const response = await stage().get('media/upload', { method: 'POST', body: form })
    assert.equal(response.status, 200, await response.text())
    for (const query of [`grant=${grant}`, `access_token=${grant}`]) {
      const answer = await stage().send(png, { grant: null, query: `type=image&filename=cat.png&${query}` })
      assert.equal(answer.code, 'grant_missing')
    }
    const basic = await stage().send(png, { grant: null, headers: { Authorization: `Basic ${grant}` } })
    assert.equal(basic.status, 401)
  })

  test('knows what a subject has uploaded, and tells nobody else', async () => {
    const mine = { sub: crypto.randomUUID() }
    const { body } = await stage().send(png, { grant: mine })
    const sha256 = createHash('sha256').update(png).digest('hex')
    const ask = async (sub: string) =>
      stage().get(`media/known?type=image&filename=cat.png&sha256=${sha256}`, {
        headers: { Authorization: `Bearer ${await stage().grant({ sub })}` },
      })
    assert.deepEqual(await (await ask(mine.sub)).json(), { ...body, known: true })
    assert.equal((await ask('somebody else')).status, 404)
  })
}
