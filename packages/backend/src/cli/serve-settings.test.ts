import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { ErrorAnswer, RulesAnswer } from '../contract/index.ts'
import { type RunningEmulator, startEmulator } from '../emulator/index.ts'
import { signGrant } from '../grants/index.ts'
import { connectRaw, type RawClient, uploadHead } from '../runtimes/node/testing/raw-client.ts'
import { bigPng, eventually, png } from '../runtimes/node/testing/stage.ts'
import { type RunningCli, readyUrl, startCli } from './testing/run-cli.ts'

const SECRET = 'a secret of at least thirty-two bytes'
const PAGE = 'https://page.example'
const folder = mkdtempSync(join(tmpdir(), 'dt-media-'))
let emulator: RunningEmulator
let cli: RunningCli
let url: string

before(async () => {
  emulator = await startEmulator({ port: 0, queriesPerSecond: 0 })
  const secretFile = join(folder, 'secret')
  writeFileSync(secretFile, `${SECRET}\n`, { mode: 0o600 })
  const envFile = join(folder, '.env')
  writeFileSync(envFile, `RELAY_BASE_PATH=/elsewhere\nRELAY_METRICS=off\nRELAY_ALLOWED_ORIGINS=${PAGE}\n`)
  cli = startCli(['serve', '--env-file', envFile, '--port', '0'], {
    env: {
      ...emulator.settings,
      PORT: '1',
      RELAY_GRANT_SECRET_FILE: secretFile,
      RELAY_BASE_PATH: '/relay',
      RELAY_RULES: '{"image":{"max_bytes":6000000,"formats":["png"]},"video":false}',
      RELAY_KNOWN_MEDIA: 'off',
      RELAY_GRANT_IN_QUERY: 'on',
      RELAY_GRANT_MAX_LIFE: '5m',
      RELAY_UNSIZED_BODIES: 'refuse',
      RELAY_MAX_UPLOADS: '3',
      RELAY_MAX_UPLOADS_PER_SUBJECT: '1',
      RELAY_UPLOADS_PER_MINUTE: '2',
      RELAY_BODY_IDLE_TIMEOUT: '4s',
      RELAY_MIN_RATE: '0',
      RELAY_MONTHLY_QUOTA: '9',
    },
  })
  url = await readyUrl(cli)
})
after(async () => {
  cli.kill('SIGKILL')
  await emulator.close()
  rmSync(folder, { recursive: true })
})

const grantOf = (sub: string, expiresInMs = 60_000) => signGrant({ sub }, { secret: SECRET, expiresInMs })

async function send(grant: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${url}/media/upload?type=image&filename=a.png`, {
    method: 'POST',
    headers: { authorization: `Bearer ${grant}` },
    body: new Uint8Array(png),
    ...init,
  })
}

const codeOf = async (response: Response) => ((await response.json()) as ErrorAnswer).code

/** An upload of which a part is sent. */
async function begin(sub: string): Promise<RawClient> {
  const client = await connectRaw(url)
  const headers = [`Authorization: Bearer ${await grantOf(sub)}`, `Content-Length: ${bigPng.length}`]
  await client.write(uploadHead(headers).replace('/media', '/relay/media'), bigPng.subarray(0, 100_000))
  return client
}

test('RELAY_BASE_PATH, RELAY_RULES and RELAY_KNOWN_MEDIA are in force, the environment before the file', async () => {
  assert.match(url, /\/relay$/)
  const { types, auth, known_media } = (await (await fetch(`${url}/media/rules`)).json()) as RulesAnswer
  assert.deepEqual(types.image, { max_bytes: 6_000_000, formats: ['png'] })
  assert.deepEqual([types.video, auth, known_media], [undefined, 'grant', false])
})

test('RELAY_METRICS and RELAY_ALLOWED_ORIGINS come from the file of --env-file', async () => {
  assert.equal((await fetch(`${url}/metrics`)).status, 404)
  const rules = (origin: string) => fetch(`${url}/media/rules`, { headers: { origin } })
  assert.equal((await rules(PAGE)).headers.get('access-control-allow-origin'), PAGE)
  assert.equal((await rules('https://elsewhere.example')).status, 403)
})

test('RELAY_GRANT_SECRET_FILE, RELAY_GRANT_MAX_LIFE and RELAY_GRANT_IN_QUERY are in force', async () => {
  assert.equal(await codeOf(await send(await grantOf('long', 400_000))), 'grant_invalid')
  const target = `${url}/media/upload?type=image&filename=a.png&access_token=${await grantOf('query')}`
  assert.equal((await fetch(target, { method: 'POST', body: new Uint8Array(png) })).status, 200)
})

test('RELAY_UNSIZED_BODIES is in force', async () => {
  const body = new Blob([new Uint8Array(png)]).stream()
  const response = await send(await grantOf('unsized'), { body, duplex: 'half' } as RequestInit)
  assert.deepEqual([response.status, await codeOf(response)], [411, 'length_required'])
})

test('RELAY_UPLOADS_PER_MINUTE is in force', async () => {
  const grant = await grantOf('eager')
  const statuses: number[] = []
  // Five, for a minute may begin in between.
  for (let i = 0; i < 5; i++) statuses.push((await send(grant)).status)
  assert.ok(statuses.includes(429), String(statuses))
})

test('RELAY_MAX_UPLOADS, RELAY_MAX_UPLOADS_PER_SUBJECT and RELAY_BODY_IDLE_TIMEOUT are in force', async () => {
  const running = [await begin('one'), await begin('two')]
  await eventually(() => emulator.control.state().uploads.running.length === 2, 'two run')
  assert.equal(await codeOf(await send(await grantOf('one'))), 'too_many_uploads')
  running.push(await begin('three'))
  await eventually(() => emulator.control.state().uploads.running.length === 3, 'three run')
  assert.equal(await codeOf(await send(await grantOf('four'))), 'overloaded')
  assert.equal((await running[0]?.answer())?.status, 408)
  for (const { socket } of running) socket.destroy()
})

test('RELAY_MONTHLY_QUOTA is in force', async () => {
  let refused: ErrorAnswer | undefined
  for (let i = 0; i < 12 && !refused; i++) {
    const response = await send(await grantOf(`month ${i}`))
    if (response.status !== 200) refused = (await response.json()) as ErrorAnswer
  }
  assert.deepEqual([refused?.code, refused?.errcode], ['upstream_refused', 90020])
})
