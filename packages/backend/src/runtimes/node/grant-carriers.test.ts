import assert from 'node:assert/strict'
import { request } from 'node:http'
import { test } from 'node:test'
import { signGrant } from '../../grants/index.ts'
import { png, refusalOf, setStage } from './testing/stage.ts'

const secret = 'a secret of at least thirty-two bytes'
const stage = setStage({ auth: 'grant', grantSecrets: [secret] })
const { send } = stage

const sign = () => signGrant({ sub: 'alice' }, { secret })

const untouched = () => {
  const { tokenCalls, uploads } = stage.emulator.control.state()
  return uploads.opened === 0 && tokenCalls === 0
}

test('GR-21 takes a grant as a bearer token alone, in any case', async () => {
  const grant = await sign()
  const by = async (authorization: string, query = 'type=image&filename=a.png') =>
    (await send(png, query, { headers: { authorization } })).status
  assert.equal(await by(`bearer ${grant}`), 200)
  assert.equal(await by(`Basic ${grant}`), 401)
  assert.equal(await by(`Bearer ${grant}, Bearer ${grant}`), 401)
  assert.equal(await by('', `type=image&filename=a.png&grant=${grant}`), 401)
  assert.equal(await by('', `type=image&filename=a.png&access_token=${grant}`), 401)
})

test('GR-21 refuses two Authorization headers', async () => {
  const grant = await sign()
  const status = await new Promise((resolve, reject) => {
    request(`${stage.relay.url}media/upload?type=image&filename=a.png`, {
      method: 'POST',
      headers: ['Host', 'x', 'Authorization', 'Basic eDp5', 'Authorization', `Bearer ${grant}`],
    })
      .on('response', (response) => resolve(response.statusCode))
      .on('error', reject)
      .end(png)
  })
  assert.equal(status, 401)
})

function form(fields: Record<string, string>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries({ type: 'image', ...fields })) data.set(name, value)
  data.set('media', new Blob([new Uint8Array(png)]), 'cat.png')
  return data
}

test('GR-21 takes the grant of a plain form, from the field before its file', async () => {
  const post = (body: FormData) => fetch(`${stage.relay.url}media/upload`, { method: 'POST', body })
  assert.equal((await refusalOf(await post(form({})))).code, 'grant_missing')
  assert.equal((await refusalOf(await post(form({ grant: 'eyJ' })))).code, 'grant_invalid')
  assert.equal((await refusalOf(await post(form({ access_token: await sign() })))).code, 'grant_missing')
  assert.ok(untouched())
  assert.equal((await post(form({ grant: await sign() }))).status, 200)
  const late = new FormData()
  late.set('type', 'image')
  late.set('media', new Blob([new Uint8Array(png)]), 'cat.png')
  late.set('grant', await sign())
  assert.equal((await post(late)).status, 401)
})
