import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { test } from 'node:test'
import { COMMAND_NAMES, flagsOf } from './commands.ts'
import { SETTINGS } from './settings.ts'
import { runCli } from './testing/run-cli.ts'

const complete = { DINGTALK_APP_KEY: 'key', DINGTALK_APP_SECRET: 'secret-of-the-app', RELAY_AUTH: 'none' }

test('tells its version', async () => {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  const { code, stdout } = await runCli(['--version'])
  assert.deepEqual({ code, stdout }, { code: 0, stdout: `${version}\n` })
})

test('tells what it does, with examples, for all of it and for each command', async () => {
  const [overview, ...commands] = await Promise.all([
    runCli(['--help']),
    ...COMMAND_NAMES.map((command) => runCli([command, '--help'])),
  ])
  for (const command of COMMAND_NAMES) assert.match(overview.stdout, new RegExp(`^ {2}${command} `, 'm'))
  for (const [i, { code, stdout }] of commands.entries()) {
    assert.equal(code, 0)
    assert.match(stdout, new RegExp(`^dt-media ${COMMAND_NAMES[i]} - `))
    assert.match(stdout, /^Examples/m)
  }
  for (const name of Object.keys(SETTINGS)) assert.ok(commands[0]?.stdout.includes(name), name)
  for (const [i, command] of COMMAND_NAMES.entries()) {
    for (const flag of flagsOf(command).filter((each) => each !== '--help')) {
      assert.ok(commands[i]?.stdout.includes(flag), flag)
    }
  }
})

test('says how to use it when no command is given, and ends with 2', async () => {
  const { code, stdout } = await runCli([])
  assert.equal(code, 2)
  assert.match(stdout, /Usage: dt-media <command>/)
})

for (const [args, says] of [
  [['server'], /Unknown command 'server'\. Did you mean serve\? There are serve, doctor, emulate, grant/],
  [['serve', '--prot', '80'], /Unknown option '--prot'/],
  [['serve', 'here'], /Unexpected argument 'here'/],
  [['emulate', '--port', 'x'], /--port takes a number from 0 to 65535/],
  [['serve', '--port', ''], /DINGTALK_APP_KEY is missing/],
] as const) {
  test(`says what is wrong with 'dt-media ${args.join(' ')}', without a stack`, async () => {
    const { code, stderr } = await runCli(args)
    assert.equal(code, 1)
    assert.match(stderr, says)
    assert.doesNotMatch(stderr, /\n {4}at /)
  })
}

test('says that the file of --env-file is missing, where Node leaves the flag to it', async () => {
  for (const command of ['serve', 'doctor', 'grant']) {
    const { code, stderr } = await runCli([command, '--env-file', 'absent.env'], { nodeFlags: ['--'] })
    assert.equal(code, 1)
    assert.match(stderr, /--env-file absent\.env cannot be read: ENOENT/)
  }
})

test('names the missing file of --env-file also where Node looks first, and does not start', async () => {
  const { code, stderr, stdout } = await runCli(['serve', '--env-file', 'absent.env'], { env: complete })
  assert.notEqual(code, 0)
  assert.match(stderr, /absent\.env/)
  assert.equal(stdout, '')
})

test('leaves all flags but that of its memory to the relay wherever deploy/ starts it', () => {
  for (const file of ['Dockerfile', 'dt-media.service', 'dt-media@.service']) {
    const text = readFileSync(new URL(`../../../../deploy/${file}`, import.meta.url), 'utf8')
    assert.match(text, /node(", "| )--max-semi-space-size=8(", "| )--(", "| )\S*dist\/cli\/main\.js/, file)
  }
})

test('PR-06 says in one line that the port is taken, or that there is no such address', async (t) => {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  t.after(() => other.close())
  const address = other.address()
  const port = typeof address === 'object' ? address?.port : 0
  for (const [settings, says] of [
    [{ PORT: String(port) }, `dt-media: port ${port} is taken. Choose another with --port, or PORT.\n`],
    [{ HOST: '192.0.2.1' }, 'dt-media: this machine has no such address. Check --host, or HOST.\n'],
    [{ HOST: 'no.such.invalid' }, 'dt-media: this machine has no such address. Check --host, or HOST.\n'],
  ] as const) {
    const { code, stderr } = await runCli(['serve'], { env: { ...complete, ...settings } })
    assert.deepEqual({ code, stderr }, { code: 1, stderr: says })
  }
})

test('PR-07 names every missing and misspelt setting at once, and no value', async () => {
  const { code, stdout, stderr } = await runCli(['serve'], {
    env: { DINGTALK_APP_SECERT: 'hunter2', RELAY_PACE: 'hunter2' },
  })
  assert.equal(code, 1)
  assert.equal(stdout, '')
  for (const name of ['DINGTALK_APP_KEY', 'DINGTALK_APP_SECRET', 'RELAY_GRANT_SECRET', 'RELAY_PACE']) {
    assert.match(stderr, new RegExp(`^ {2}- ${name} `, 'm'))
  }
  assert.match(stderr, /DINGTALK_APP_SECERT is not a setting/)
  assert.doesNotMatch(stderr, /hunter2/)
})

test('PR-09 refuses to start when Node is told to write down secrets, in both ways of telling it', async () => {
  for (const options of [
    { env: { ...complete, NODE_DEBUG: 'undici' } },
    { env: complete, nodeFlags: ['--insecure-http-parser'] },
  ]) {
    const { code, stdout, stderr } = await runCli(['serve'], options)
    assert.deepEqual({ code, stdout }, { code: 1, stdout: '' })
    assert.match(stderr, /NODE_DEBUG would write|--insecure-http-parser opens/)
    assert.doesNotMatch(stderr, /secret-of-the-app/)
  }
})
