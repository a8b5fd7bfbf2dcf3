import assert from 'node:assert/strict'
import { test } from 'node:test'
import { signGrant } from '../../grants/index.ts'
import { bigPng, png, refusalOf, setStage } from './testing/stage.ts'

const secret = 'first-secret-of-at-least-32-bytes!'
const older = 'older-secret-of-at-least-32-bytes!'
let secrets: readonly string[] = [secret, older]
const stage = setStage({ auth: 'grant', grantSecrets: () => secrets })
const { send } = stage

const sign = (claims: object = {}) => signGrant({ sub: 'alice', ...claims }, { secret })
const bearer = (grant: string) => ({ headers: { authorization: `Bearer ${grant}` } })

test('GR-16 GR-18 takes as many uploads as the grant counts, and then no more', async () => {
  const grant = await sign({ maxUploads: 3 })
  const statuses: number[] = []
  for (let i = 0; i < 5; i++) statuses.push((await send(png, undefined, bearer(grant))).status)
  assert.deepEqual(statuses, [200, 200, 200, 403, 403])
  assert.equal(stage.emulator.control.state().uploads.stored, 3)
})

test('GR-17 lets one of many at once have the last use', async () => {
  const grant = await sign({ maxUploads: 1 })
  const all = await Promise.all(Array.from({ length: 6 }, () => send(bigPng, undefined, bearer(grant))))
  assert.deepEqual(all.map(({ status }) => status).sort(), [200, 403, 403, 403, 403, 403])
  assert.equal(stage.emulator.control.state().uploads.stored, 1)
})

test('GR-19 gives a use back when the file is refused, or DingTalk never got a byte', async () => {
  const grant = await sign({ maxUploads: 1 })
  assert.equal((await send(png, 'type=image&filename=cat.jpg', bearer(grant))).status, 415)
  assert.equal((await send(png, 'type=image&filename=cat.png', bearer(grant))).status, 200)
})

test('GR-19 does not give a use back once bytes went to DingTalk', async () => {
  stage.emulator.control.addFault({ errcode: 40005 })
  const grant = await sign({ maxUploads: 1 })
  assert.equal((await send(png, undefined, bearer(grant))).status, 422)
  assert.equal((await send(png, undefined, bearer(grant))).status, 403)
})

test('GR-23 takes grants of every secret there is, and none of one that is gone', async (t) => {
  t.after(() => {
    secrets = [secret, older]
  })
  const byOlder = await signGrant({ sub: 'bob' }, { secret: older })
  const byFirst = await sign()
  assert.equal((await send(png, undefined, bearer(byOlder))).status, 200)
  assert.equal((await send(png, undefined, bearer(byFirst))).status, 200)
  secrets = [secret]
  assert.equal((await refusalOf(await send(png, undefined, bearer(byOlder)))).code, 'grant_invalid')
  assert.equal((await send(png, undefined, bearer(byFirst))).status, 200)
})
