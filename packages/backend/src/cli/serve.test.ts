import assert from 'node:assert/strict'
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, type TestContext, test } from 'node:test'
import { type RunningEmulator, startEmulator } from '../emulator/index.ts'
import { signGrant } from '../grants/index.ts'
import { bigPng, eventually, png } from '../runtimes/node/testing/stage.ts'
import { type CliOptions, type RunningCli, readyUrl, settingsFor, startCli } from './testing/run-cli.ts'

let emulator: RunningEmulator
before(async () => {
  emulator = await startEmulator({ queriesPerSecond: 0 })
})
after(() => emulator.close())
beforeEach(() => emulator.control.reset())

const UPLOAD = 'media/upload?type=image&filename=a.png'
const uploads = () => emulator.control.state().uploads

async function serve(t: TestContext, { env, ...options }: CliOptions = {}) {
  const cli = startCli(['serve'], { env: { ...settingsFor(emulator), ...env }, ...options })
  t.after(() => cli.kill('SIGKILL'))
  return cli
}

interface HalfUpload {
  readonly socket: Socket
  answer(): string
  finish(): void
}

/** An upload of which half is sent. */
function beginUpload(t: TestContext, url: string): HalfUpload {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  socket.on('error', () => {})
  t.after(() => socket.destroy())
  let answer = ''
  socket.setEncoding('utf8').on('data', (text: string) => {
    answer += text
  })
  socket.write(`POST /${UPLOAD} HTTP/1.1\r\nHost: x\r\nContent-Length: ${bigPng.length}\r\n\r\n`)
  const half = bigPng.length >> 1
  socket.write(bigPng.subarray(0, half))
  return { socket, answer: () => answer, finish: () => socket.write(bigPng.subarray(half)) }
}

const send = (url: string, init: RequestInit = {}) =>
  fetch(`${url}${UPLOAD}`, { method: 'POST', body: new Uint8Array(png), ...init })

test('PR-01 on SIGTERM says unready at once, refuses new uploads, lets those in flight finish, and ends with 0', async (t) => {
  const cli = await serve(t)
  const url = await readyUrl(cli)
  assert.equal((await fetch(`${url}readyz`)).status, 200)
  const running = [1, 2, 3].map(() => beginUpload(t, url))
  await eventually(() => uploads().running.length === 3, 'three uploads run')
  cli.kill('SIGTERM')
  let readyStatus = 200
  for (let i = 0; i < 100 && readyStatus === 200; i++) readyStatus = (await fetch(`${url}readyz`)).status
  assert.equal(readyStatus, 503)
  assert.equal((await fetch(`${url}healthz`)).status, 200)
  const refused = await send(url)
  assert.equal(refused.status, 503)
  assert.ok(Number(refused.headers.get('Retry-After')) > 0)
  for (const upload of running) upload.finish()
  assert.equal(await cli.ended, 0)
  for (const upload of running) assert.match(upload.answer(), /^HTTP\/1\.1 200 [\s\S]*"media_id"/)
  assert.equal(uploads().stored, 3)
})

test('PR-02 cuts off an upload that outlasts the drain timeout, for both sides, and ends with 1', async (t) => {
  const cli = await serve(t, { env: { RELAY_DRAIN_TIMEOUT: '200ms' } })
  const url = await readyUrl(cli)
  beginUpload(t, url)
  await eventually(() => uploads().running.length === 1, 'an upload runs')
  cli.kill('SIGINT')
  assert.equal(await cli.ended, 1)
  await eventually(() => uploads().running.length === 0, "DingTalk's side is over")
  assert.equal(uploads().completed, 0)
})

for (const [id, first, second, code] of [
  ['PR-03', 'SIGTERM', 'SIGTERM', 1],
  ['PR-03', 'SIGINT', 'SIGTERM', 1],
  ['PR-05', undefined, 'SIGKILL', 'SIGKILL'],
] as const) {
  test(`${id} ends at once on ${first ? `${first} and ` : ''}${second}, and DingTalk has nothing whole`, async (t) => {
    const cli = await serve(t)
    const url = await readyUrl(cli)
    beginUpload(t, url)
    await eventually(() => uploads().running.length === 1, 'an upload runs')
    if (first) {
      cli.kill(first)
      for (let i = 0; i < 100 && (await fetch(`${url}readyz`)).status === 200; i++);
    }
    cli.kill(second)
    assert.equal(await cli.ended, code)
    await eventually(() => uploads().running.length === 0, "DingTalk's side is over")
    assert.equal(uploads().completed, 0)
  })
}

test('PR-10 lives while DingTalk is away, and is not ready', async (t) => {
  emulator.control.addFault({ call: 'gettoken', status: 500, times: 0 })
  const url = await readyUrl(await serve(t))
  assert.equal((await fetch(`${url}healthz`)).status, 200)
  const { status, headers } = await fetch(`${url}readyz`)
  assert.deepEqual([status, headers.get('retry-after')], [503, '1'])
})

test('PR-11 goes on when nobody reads its log any more', async (t) => {
  const cli = await serve(t)
  const url = await readyUrl(cli)
  cli.hangUp()
  for (let i = 0; i < 3; i++) assert.equal((await send(url)).status, 200)
  cli.kill('SIGTERM')
  assert.equal(await cli.ended, 0)
})

test('PR-11 goes on when its log does not fit on the disk', {
  skip: process.platform !== 'linux',
}, async (t) => {
  const full = openSync('/dev/full', 'w')
  t.after(() => closeSync(full))
  const port = await freePort()
  const cli = await serve(t, { env: { PORT: String(port) }, stdout: full })
  const url = `http://127.0.0.1:${port}/`
  let status = 0
  for (let i = 0; i < 500 && status !== 200; i++) {
    status = await send(url).then(
      (response) => response.status,
      () => new Promise<number>((resolve) => setTimeout(resolve, 20, 0)),
    )
  }
  assert.equal(status, 200)
  assert.equal((await send(url)).status, 200)
  cli.kill('SIGTERM')
  assert.equal(await cli.ended, 0)
})

async function freePort(): Promise<number> {
  const probe = await startEmulator()
  await probe.close()
  return probe.port
}

test('GR-23 takes new grant secrets on SIGHUP and when their file changes, and keeps the old ones over a bad file', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'dt-media-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'grants')
  const [k1, k2, k3] = ['1', '2', '3'].map((digit) => digit.repeat(40)) as [string, string, string]
  const write = (content: string) => writeFileSync(path, content, { mode: 0o600 })
  const statusWith = async (secret: string) => {
    const grant = await signGrant({ sub: 'alice' }, { secret })
    return (await send(url, { headers: { authorization: `Bearer ${grant}` } })).status
  }
  write(`${k1},${k2}\n`)
  const cli = await serve(t, {
    env: { RELAY_AUTH: undefined, RELAY_GRANT_SECRET_FILE: path, RELAY_UPLOADS_PER_MINUTE: '0' },
  })
  const url = await readyUrl(cli)
  assert.deepEqual([await statusWith(k1), await statusWith(k2)], [200, 200])

  write(k2)
  cli.kill('SIGHUP')
  await logged(cli, '"secrets":1')
  assert.deepEqual([await statusWith(k1), await statusWith(k2)], [401, 200])

  write('short')
  cli.kill('SIGHUP')
  await logged(cli, 'the old secrets stay')
  assert.equal(await statusWith(k2), 200)

  write(`${k3},${k2}`)
  await logged(cli, '"secrets":2')
  assert.equal(await statusWith(k3), 200)
})

const logged = (cli: RunningCli, text: string) => eventually(() => cli.stdout().includes(text), text)

const DEFECT = `process.on('SIGUSR2', () => Promise.reject(Object.assign(new Error('boom'), { url: 'can' + 'ary' })))`

test('PR-12 SE-07 logs a defect with its stack alone, lets uploads finish, and ends with 1', async (t) => {
  const cli = await serve(t, {
    nodeFlags: ['--import', `data:text/javascript,${encodeURIComponent(DEFECT)}`],
  })
  const url = await readyUrl(cli)
  const upload = beginUpload(t, url)
  await eventually(() => uploads().running.length === 1, 'an upload runs')
  cli.kill('SIGUSR2')
  await logged(cli, 'a defect in the relay')
  upload.finish()
  assert.equal(await cli.ended, 1)
  assert.match(upload.answer(), /^HTTP\/1\.1 200 /)
  assert.match(cli.stdout(), /"stack":"Error: boom/)
  assert.doesNotMatch(cli.stdout() + cli.stderr(), /canary/)
})

test('SE-03 opens no debugger on SIGUSR1', async (t) => {
  const cli = await serve(t)
  const url = await readyUrl(cli)
  cli.kill('SIGUSR1')
  for (let i = 0; i < 5; i++) assert.equal((await send(url)).status, 200)
  assert.doesNotMatch(cli.stderr(), /Debugger/)
})

test('says at start what is allowed and should be looked at, a line each', async (t) => {
  const cli = await serve(t, { env: { HOST: '0.0.0.0' } })
  await readyUrl(cli)
  const lines = cli
    .stdout()
    .split('\n')
    .filter((line) => line.startsWith('{'))
  const warnings = lines.map((line) => JSON.parse(line)).filter(({ level }) => level === 40)
  assert.equal(warnings.length, 3)
  assert.match(warnings[0].msg, /RELAY_AUTH=none on HOST=0\.0\.0\.0/)
})
