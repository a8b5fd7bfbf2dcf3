import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type RunningCli, readyUrl, runCli, startCli } from './testing/run-cli.ts'

/** The settings that it printed, once it said all of `says`. */
async function printed(cli: RunningCli, says: RegExp): Promise<Record<string, string>> {
  for (let i = 0; i < 2000 && !says.test(cli.stdout()); i++)
    await new Promise((resolve) => setTimeout(resolve, 10))
  assert.match(cli.stdout(), says)
  return Object.fromEntries(
    [...cli.stdout().matchAll(/^ {2}(\w+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
  )
}

test('a relay started with the printed settings gets its suite ticket over the Stream gateway, and uploads', async (t) => {
  const emulator = startCli(['emulate', '--third-party', '--port', '0'])
  t.after(() => emulator.kill('SIGKILL'))
  const settings = await printed(emulator, /is being pushed/)
  assert.equal(settings.DINGTALK_STREAM, 'on')
  const relay = startCli(['serve'], { env: { ...settings, RELAY_AUTH: 'none', PORT: '0' } })
  t.after(() => relay.kill('SIGKILL'))
  const url = await readyUrl(relay)
  await printed(emulator, /^push {4}suite_ticket over stream -> taken/m)
  const body = new Uint8Array(Buffer.from('%PDF-1.7'))
  const response = await fetch(`${url}media/upload?type=file&filename=a.pdf`, { method: 'POST', body })
  assert.equal(response.status, 200)
  await printed(emulator, /^upload {2}"a\.pdf", 8 bytes -> @/m)
  emulator.kill('SIGTERM')
  assert.equal(await emulator.ended, 0)
})

test('with --callback the ticket goes over HTTP until the relay is there to take it', async (t) => {
  const first = startCli(['serve'], {
    env: { DINGTALK_APP_KEY: 'k', DINGTALK_APP_SECRET: 's', RELAY_AUTH: 'none', PORT: '0' },
  })
  const { port } = new URL(await readyUrl(first))
  first.kill('SIGTERM')
  await first.ended
  const callback = `http://127.0.0.1:${port}/dingtalk/callback`
  const emulator = startCli(['emulate', '--third-party', '--port', '0', '--callback', callback])
  t.after(() => emulator.kill('SIGKILL'))
  const settings = await printed(emulator, /is being pushed/)
  assert.equal(settings.DINGTALK_CALLBACK_AES_KEY?.length, 43)
  assert.equal(settings.DINGTALK_STREAM, undefined)
  const relay = startCli(['serve'], { env: { ...settings, RELAY_AUTH: 'none', PORT: port } })
  t.after(() => relay.kill('SIGKILL'))
  const url = await readyUrl(relay)
  await printed(emulator, /^push {4}suite_ticket over http -> taken/m)
  assert.equal((await fetch(`${url}readyz`)).status, 200)
})

test('says what is wrong with its flags', async () => {
  for (const [args, says] of [
    [['--port', 'x'], /--port takes a number from 0 to 65535/],
    [['--qps', '-1'], /argument is ambiguous|--qps takes a number/],
    [['--callback', 'relay'], /--callback takes an address like/],
  ] as const) {
    const { code, stderr } = await runCli(['emulate', ...args])
    assert.equal(code, 1)
    assert.match(stderr, says)
  }
})
