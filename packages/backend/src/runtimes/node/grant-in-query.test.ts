import assert from 'node:assert/strict'
import { test } from 'node:test'
import { signGrant } from '../../grants/index.ts'
import { png, refusalOf, setStage } from './testing/stage.ts'

const secret = 'a-secret-of-at-least-thirty-two-bytes'
const stage = setStage({ auth: 'grant', grantSecrets: [secret], grantInQuery: true })

test("GR-21 takes the grant from the query's access_token where that is switched on", async () => {
  const grant = await signGrant({ sub: 'alice' }, { secret })
  const query = (token: string) => `type=image&filename=a.png&access_token=${token}`
  assert.equal((await stage.send(png, query(grant))).status, 200)
  assert.equal((await refusalOf(await stage.send(png, query('eyJ')))).code, 'grant_invalid')
  assert.equal((await refusalOf(await stage.send(png))).code, 'grant_missing')
  assert.equal((await stage.send(png, `${query(grant)}`.replace('access_token', 'grant'))).status, 401)
})

test("GR-21 takes a form made for DingTalk, with the grant in the query, as DingTalk's own clients send it", async () => {
  const grant = await signGrant({ sub: 'alice' }, { secret })
  const body = new FormData()
  body.set('media', new Blob([new Uint8Array(png)]), 'cat.png')
  const url = `${stage.relay.url}media/upload?access_token=${grant}&type=image`
  assert.equal((await fetch(url, { method: 'POST', body })).status, 200)
})

test('GR-21 takes it from a field of that name, too, and the one named grant before it', async () => {
  const send = (fields: Record<string, string>) => {
    const body = new FormData()
    for (const [name, value] of Object.entries({ type: 'image', ...fields })) body.set(name, value)
    body.set('media', new Blob([new Uint8Array(png)]), 'cat.png')
    return fetch(`${stage.relay.url}media/upload`, { method: 'POST', body })
  }
  const grant = await signGrant({ sub: 'alice' }, { secret })
  assert.equal((await send({ access_token: grant })).status, 200)
  assert.equal((await send({ access_token: 'eyJ', grant })).status, 200)
  assert.equal((await refusalOf(await send({ access_token: grant, grant: 'eyJ' }))).code, 'grant_invalid')
})
