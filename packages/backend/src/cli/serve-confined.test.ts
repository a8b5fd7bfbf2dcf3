import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { after, before, beforeEach, type TestContext, test } from 'node:test'
import { type RunningEmulator, startEmulator } from '../emulator/index.ts'
import { connectRaw, uploadHead } from '../runtimes/node/testing/raw-client.ts'
import { eventually, png } from '../runtimes/node/testing/stage.ts'
import { type CliOptions, readyUrl, settingsFor, startCli } from './testing/run-cli.ts'

let emulator: RunningEmulator
before(async () => {
  emulator = await startEmulator({ port: 0, queriesPerSecond: 0 })
})
after(() => emulator.close())
beforeEach(() => emulator.control.reset())

function serve(t: TestContext, options: CliOptions) {
  const env = { ...settingsFor(emulator), RELAY_UPLOADS_PER_MINUTE: '0', RELAY_PACE: '0', ...options.env }
  const cli = startCli(['serve'], { ...options, env })
  t.after(() => cli.kill('SIGKILL'))
  return cli
}

const send = async (url: string) =>
  (await fetch(`${url}media/upload?type=image&filename=a.png`, { method: 'POST', body: new Uint8Array(png) }))
    .status

const FEW_FILES = ['sh', '-c', 'ulimit -n 256 && exec "$@"', 'sh']

test('PR-13 outlives 400 clients with 256 file descriptors, and serves again when they are gone', {
  skip: process.platform === 'win32',
}, async (t) => {
  const cli = serve(t, { through: FEW_FILES, env: { RELAY_MAX_UPLOADS_PER_SUBJECT: '1000' } })
  const url = await readyUrl(cli)
  const clients = await Promise.all(
    Array.from({ length: 400 }, async () => {
      const client = await connectRaw(url)
      await client.write(uploadHead([`Content-Length: ${png.length}`]), png.subarray(0, 10))
      return client
    }),
  )
  for (const { socket } of clients) socket.resetAndDestroy()
  let status = 0
  await eventually(() => {
    void send(url).then(
      (answered) => {
        status = answered
      },
      () => undefined,
    )
    return status === 200
  }, 'an upload gets in')
  cli.kill('SIGTERM')
  assert.equal(await cli.ended, 0)
})

/** As PID 1 and as nobody, on a file system that nobody can write to, without /tmp. */
const CONFINED = [
  'unshare',
  '--mount',
  '--pid',
  '--fork',
  '--mount-proc',
  'sh',
  '-c',
  'mount -t tmpfs -o ro,mode=0 none /tmp && mount -o remount,bind,ro / && exec setpriv --reuid=65534 --regid=65534 --clear-groups --no-new-privs "$@"',
  'sh',
]

/** Why this machine cannot confine a process so; `undefined` when it can. */
function whyNot(): string | undefined {
  const [program = '', ...args] = CONFINED
  const script =
    "try { require('fs').writeFileSync('/probe', '') } catch (e) { process.exit(e.code === 'EROFS' ? process.pid : 9) }"
  const { status, stderr, error } = spawnSync(program, [...args, process.execPath, '-e', script])
  return status === 1 ? undefined : `no read-only namespace here: ${error?.message ?? `${stderr}`.trim()}`
}

test('PR-14 works as PID 1 and as nobody, read-only and without /tmp, and heeds SIGTERM', {
  skip: whyNot() ?? false,
}, async (t) => {
  const cli = serve(t, { through: CONFINED })
  const url = await readyUrl(cli)
  assert.equal(await send(url), 200)
  // The relay is the only child of `unshare`.
  const pid = Number(readFileSync(`/proc/${cli.pid}/task/${cli.pid}/children`, 'utf8'))
  assert.match(readFileSync(`/proc/${pid}/status`, 'utf8'), /^NSpid:\s+\d+\s+1$/m)
  assert.match(readFileSync(`/proc/${pid}/status`, 'utf8'), /^Uid:\s+65534/m)
  process.kill(pid, 'SIGTERM')
  assert.equal(await cli.ended, 0)
})
