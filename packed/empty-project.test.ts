import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { before, test } from 'node:test'
import { packPackages, temporaryFolder } from './testing/pack-packages.ts'
import { runIn } from './testing/run.ts'

const root = resolve(import.meta.dirname, '..')
const tarballs = packPackages()
const project = temporaryFolder()

before(async () => {
  writeFileSync(join(project, 'package.json'), '{"type":"module","private":true}')
  const flags = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error']
  // What the entries for React and for servers ask their users for.
  const peers = ['react@19', '@types/react@19', '@lit-labs/ssr@4', '@lit-labs/ssr-client@1']
  await runIn(project, 'npm', ['install', ...flags, tarballs.backend, tarballs.element, ...peers])
})

test('npx dt-media tells its version, and its help', async () => {
  const { version } = JSON.parse(readFileSync(join(root, 'packages/backend/package.json'), 'utf8'))
  assert.equal(await runIn(project, 'npx', ['--no-install', 'dt-media', '--version']), `${version}\n`)
  assert.match(
    await runIn(project, 'npx', ['--no-install', 'dt-media', 'serve', '--help']),
    /RELAY_ALLOWED_ORIGINS/,
  )
})

test('a script runs the local DingTalk and the relay, and uploads', async () => {
  writeFileSync(
    join(project, 'upload.js'),
    `import { startRelay } from '@dt-media/backend'
import { startEmulator } from '@dt-media/backend/emulator'
import { signGrant } from '@dt-media/backend/grants'

const secret = 'a secret of more than thirty-two bytes'
const dingtalk = await startEmulator()
const relay = await startRelay({
  port: 0,
  app: { appKey: dingtalk.settings.DINGTALK_APP_KEY, appSecret: dingtalk.settings.DINGTALK_APP_SECRET },
  hosts: { oapi: dingtalk.url, api: dingtalk.url },
  grantSecrets: [secret],
})
const grant = await signGrant({ sub: 'alice', types: ['file'] }, { secret })
const answer = await fetch(relay.url + 'media/upload?type=file&filename=note.pdf', {
  method: 'POST',
  headers: { Authorization: 'Bearer ' + grant },
  body: '%PDF-1.7\\n%%EOF\\n',
})
console.log(JSON.stringify(await answer.json()))
await relay.stop()
await dingtalk.close()
`,
  )
  const answer = JSON.parse(await runIn(project, process.execPath, ['upload.js']))
  assert.equal(answer.errcode, 0)
  assert.equal(answer.type, 'file')
  assert.match(answer.media_id, /^@/)
})

test('a server imports every entry, without a browser and whatever runtime it is for', async () => {
  const entries = [...entriesOf('element'), ...entriesOf('backend')]
  const script = `for (const entry of ${JSON.stringify(entries)}) await import(entry)`
  await runIn(project, process.execPath, ['--input-type=module', '-e', script])
})

for (const moduleResolution of ['nodenext', 'bundler']) {
  test(`the types of every entry stand in a strict project that checks them all (${moduleResolution})`, async () => {
    const entries = [...entriesOf('backend'), ...entriesOf('element')]
    const module = moduleResolution === 'nodenext' ? 'nodenext' : 'esnext'
    const compilerOptions = {
      ...{ target: 'es2022', lib: ['es2024', 'dom', 'dom.iterable', 'dom.asynciterable'], types: ['node'] },
      ...{ typeRoots: [join(root, 'node_modules/@types')] },
      ...{ module, moduleResolution, strict: true, skipLibCheck: false, noEmit: true },
    }
    writeFileSync(
      join(project, 'entries.ts'),
      entries.map((entry, i) => `export * as e${i} from '${entry}'`).join('\n'),
    )
    writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['entries.ts'] }))
    await runIn(project, process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', '.'])
  })
}

/** The entries of a packed package that are scripts, as one imports them. */
function entriesOf(name: 'backend' | 'element'): string[] {
  const manifest = execFileSync('tar', ['-xzOf', tarballs[name], 'package/package.json'], {
    encoding: 'utf8',
  })
  return (
    Object.keys(JSON.parse(manifest).exports)
      // Types alone, each for who has its framework: template-types.test.ts tries them.
      .filter((entry) => !entry.endsWith('.json') && !entry.startsWith('./types/'))
      .map((entry) => `@dt-media/${name}${entry.slice(1)}`)
  )
}
