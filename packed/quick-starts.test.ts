/**
 * Every quick start, as a reader follows it: the commands as they stand in the page, in a fresh clone, up to a `media_id`. Only the
 * ports are others, and what a page leaves to its reader (`…`) is the local DingTalk's. That the Chinese
 * pages have the same commands, `.ci/pages` sees to.
 */

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { fencesOf } from '../.ci/pages/fences.ts'
import { findFreePorts } from '../e2e/testing/free-ports.ts'
import { freshClone } from './testing/fresh-clone.ts'
import { uploadInDemo, uploadInPage } from './testing/quick-start-browser.ts'
import { runBlock, startBlock } from './testing/reader.ts'

const MEDIA_ID = /"media_id":"(@[^"]+)"/
const READY = /\bready\b/i

const clone = freshClone()
const [page = 0, relay = 0, emulator = 0] = await findFreePorts(3)
const ports = { page, relay, emulator }
const env = {
  PORT: `${relay}`,
  EMULATOR_PORT: `${emulator}`,
}

/** The blocks of a page of the clone, in this language and with this tag, as they stand there but for the ports. */
function blocks(page: string, language: string, tag?: string): string[] {
  return fencesOf(page, readFileSync(join(clone.folder, page), 'utf8'))
    .filter((fence) => fence.language === language && (!tag || fence.tags.includes(tag)))
    .map(({ code }) => ported(code))
}

function ported(code: string): string {
  return code
    .replaceAll('127.0.0.1:8787', `127.0.0.1:${ports.relay}`)
    .replaceAll('127.0.0.1:8788', `127.0.0.1:${ports.emulator}`)
    .replaceAll('127.0.0.1:5173', `127.0.0.1:${ports.page}`)
}

function only(found: readonly string[], what: string): string {
  assert.equal(found.length, 1, `${found.length} blocks ${what}`)
  return found[0] ?? ''
}

async function start(
  t: TestContext,
  code: string,
  ready = READY,
  more: Readonly<Record<string, string>> = {},
) {
  const block = await startBlock(clone, code, ready, { ...env, ...more })
  t.after(() => block.stop())
  return block
}

/** Runs the blocks, and holds those that upload to it that a media id came back for each time that they do. */
async function runAll(codes: readonly string[]): Promise<void> {
  const uploads = codes.filter((code) => code.includes('/media/upload'))
  assert.ok(uploads.length > 0, 'no block uploads')
  for (const code of codes) {
    const output = await runBlock(clone, code, env)
    const count = code.match(/\/media\/upload/g)?.length ?? 0
    assert.equal(output.match(new RegExp(MEDIA_ID, 'g'))?.length ?? 0, count, `${code}\n${output}`)
  }
}

/** The local DingTalk, as pages start it; resolves to the settings that it prints. */
async function startDingTalk(t: TestContext): Promise<Record<string, string>> {
  const command = only(
    blocks('docs/start/page.md', 'sh', 'ready').filter(isEmulate),
    'start the local DingTalk',
  )
  const { match } = await start(t, command, /DINGTALK_OAPI_URL=[\s\S]*DINGTALK_APP_SECRET=\S+\n/)
  return Object.fromEntries([...match[0].matchAll(/(\w+)=(\S+)/g)].map(([, name, value]) => [name, value]))
}

const isEmulate = (code: string) => code.includes('dt-media emulate')

test('README.md: the demo, and a picture in it', async (t) => {
  const [command = ''] = blocks('README.md', 'sh').flatMap((code) =>
    code.split('\n').filter((line) => line.includes('pnpm@10 demo')),
  )
  const demoPorts = { DEMO_PORT: `${page}`, RELAY_PORT: `${relay}`, NO_COLOR: '1' }
  const { match } = await start(t, command, /Page +(http\S+)/, demoPorts)
  assert.match(await uploadInDemo(t, match[1] ?? '', join(clone.folder, 'cat.png')), /^@/)
})

test("README.md: a relay with an app's settings, and files sent by curl", async (t) => {
  const dingtalk = await startDingTalk(t)
  const code = only(blocks('README.md', 'sh', 'ready'), 'start the relay')
  // As the page says below it: RELAY_AUTH=none, in place of the secret.
  const open = code.replace(/RELAY_GRANT_SECRET=\$\([^)\n]+\)/, 'RELAY_AUTH=none')
  assert.notEqual(open, code)
  await start(t, filled(open, dingtalk), READY, hostsOf(dingtalk))
  await runAll(blocks('README.md', 'sh', 'run'))
})

test('docs/start/relay.md: a relay with a secret, and an upload with a grant', async (t) => {
  const dingtalk = await startDingTalk(t)
  const code = only(blocks('docs/start/relay.md', 'sh', 'ready'), 'start the relay')
  await start(t, filled(code, dingtalk), READY, hostsOf(dingtalk))
  await runAll(blocks('docs/start/relay.md', 'sh', 'run'))
})

test('docs/start/page.md: the local DingTalk, a relay, a file by hand, and then the element, as the READMEs have it too', async (t) => {
  for (const code of blocks('docs/start/page.md', 'sh', 'ready')) await start(t, code)
  await runAll(blocks('docs/start/page.md', 'sh', 'run'))
  await runBlock(clone, 'npx -y pnpm@10 build')
  const addresses = { folder: clone.folder, port: page }
  for (const readme of ['README.md', 'README.zh-CN.md']) {
    const html = only(
      blocks(readme, 'html').filter((code) => code.includes('/cdn/')),
      'show the element',
    )
    assert.match(await uploadInPage(t, addresses, html), /^cat\.png @/)
  }
  const script = only(
    blocks('README.md', 'js').filter((code) => code.includes("import '@dt-media/element'")),
    'import the element',
  )
  assert.match(await uploadInPage(t, addresses, module(script)), /^cat\.png @/)
  for (const start of ['docs/start/page.md', 'docs/zh/start/page.md']) {
    const [html = ''] = blocks(start, 'html')
    const [listen = ''] = blocks(start, 'js')
    assert.match(await uploadInPage(t, addresses, html + module(listen)), /^cat\.png image @/)
  }
})

function module(script: string): string {
  return `<script type="module">\n${script}</script>`
}

/** What is left to the reader, filled in. */
function filled(code: string, dingtalk: Readonly<Record<string, string>>): string {
  return code.replace(/(DINGTALK_\w+)=…/g, (_, name) => `${name}=${dingtalk[name]}`)
}

/** Where the relay finds DingTalk, which is not the one that the page means. */
function hostsOf({ DINGTALK_OAPI_URL = '', DINGTALK_API_URL = '' }: Readonly<Record<string, string>>) {
  return { DINGTALK_OAPI_URL, DINGTALK_API_URL }
}
