/**
 * Runs one script of a page, in a process of its own: with the names that pages leave to their readers, and then
 * tries what it has made: uploads through its relay, asks its route, reads its grant. Throws when that fails.
 */

import assert from 'node:assert/strict'
import { openAsBlob } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { signGrant, verifyGrant } from '../../packages/backend/src/grants/index.ts'
import type { RelayOptions } from '../../packages/backend/src/index.ts'

const { RELAY_URL = '', DINGTALK_URL = '', LISTENS_AT = '', PICTURE = '', SCRIPT = '' } = process.env
const { DINGTALK_APP_KEY: appKey = '', DINGTALK_APP_SECRET: appSecret = '' } = process.env
const secret = process.env.RELAY_GRANT_SECRET ?? ''
const ORIGIN = 'https://app.example.com'

/** What is like a Hono app. */
interface Hono {
  readonly routes: readonly unknown[]
  request(path: string, init: RequestInit): Response | Promise<Response>
}

const picture = new File([await openAsBlob(PICTURE)], 'cat.png')
const mintGrant = (sub: string) => signGrant({ sub }, { secret })
const grant = await mintGrant('ann')
const authorized = { Authorization: `Bearer ${grant}` }

/** What is written, for `renderUpload`. */
let written = ''
const given = await supply()
const made: Record<string, unknown> = await import(pathToFileURL(SCRIPT).href)
for (const [name, value] of Object.entries(made)) await tryOut(name, value)
if (given.app.routes.length > 0) {
  await readGrant(await given.app.request('/upload-grant', { method: 'POST' }))
}
if (LISTENS_AT) await upload((path, init) => fetch(new URL(path, LISTENS_AT), init))
if (written) assert.match(written, /<template shadowroot/)
process.exit(0)

/** Gives the script what stands in its page without being declared there: see `readers-own.d.ts`. */
async function supply(): Promise<{ readonly app: Hono }> {
  const installed = createRequire(SCRIPT)
  const { Hono } = installed('hono')
  const { InMemorySpanExporter } = installed('@opentelemetry/sdk-trace-base')
  const form = new FormData()
  form.append('receipts', '@before')
  form.append('receipts', picture)
  const options: RelayOptions = {
    app: { appKey, appSecret },
    hosts: { oapi: DINGTALK_URL, api: DINGTALK_URL },
    grantSecrets: [secret],
    allowedOrigins: [ORIGIN],
  }
  const app: Hono = new Hono()
  Object.assign(globalThis, {
    ...{ app, user: { id: 'ann' }, secret, grant, nonce: 'abc', form, options, mintGrant },
    ...{
      agent_id: 1,
      robotCode: 'robot',
      exporter: new InMemorySpanExporter(),
      call,
      uploaded: await uploaded(),
    },
    signedInUser: async () => ({ id: 'ann' }),
    response: {
      end(html: string) {
        written = html
      },
    },
  })
  return { app }
}

async function tryOut(name: string, value: unknown): Promise<void> {
  if (name === 'grant') return readGrant(value)
  if (name === 'ids')
    return assert.ok(
      (value as string[]).every((id) => id.startsWith('@')),
      String(value),
    )
  if (typeof value === 'function') return readGrant(await value('ann'))
  const { request } = (value ?? {}) as Partial<Hono>
  if (request) await upload((path, init) => request.call(value, path, init), name === 'app')
}

/** Sends a picture and holds the answer to have a media id; to whichever of the paths the relay is mounted at. */
async function upload(ask: Hono['request'], mayBeMounted = true): Promise<void> {
  const paths = ['', ...(mayBeMounted ? ['/dingtalk'] : [])]
  const answers = await Promise.all(
    paths.map(async (path) => {
      const url = `${path}/media/upload?type=image&filename=cat.png`
      const headers = { ...authorized, 'Content-Length': String(picture.size) }
      const response = await ask(url, { method: 'POST', body: picture, headers })
      return response.text()
    }),
  )
  assert.ok(
    answers.some((answer) => answer.includes('"media_id":"@')),
    answers.join('\n'),
  )
}

async function readGrant(given: unknown): Promise<void> {
  const token = given instanceof Response ? (await given.json()).grant : given
  const { sub } = await verifyGrant(token, { secrets: [secret] })
  assert.equal(sub, 'ann')
}

/** The detail of a `media-uploaded`, of a picture that the local DingTalk has. */
async function uploaded(): Promise<object> {
  const response = await fetch(`${RELAY_URL}/media/upload?type=image&filename=cat.png`, {
    ...{ method: 'POST', body: picture, headers: authorized },
  })
  const { media_id } = await response.json()
  return { media_id, type: 'image', name: 'cat.png', width: 1, height: 1, duration_ms: 1000 }
}

/** Sends a message: a work notice to the local DingTalk, which has no robots. */
async function call(path: string, body: { readonly msgParam?: string }): Promise<void> {
  if (!path.startsWith('/topapi/')) return void JSON.parse(body.msgParam ?? '')
  const token = await (await fetch(`${DINGTALK_URL}/gettoken?appkey=${appKey}&appsecret=${appSecret}`)).json()
  const response = await fetch(`${DINGTALK_URL}${path}?access_token=${token.access_token}`, {
    ...{ method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) },
  })
  assert.equal((await response.json()).errcode, 0)
}
