import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { parseSync } from 'vite'
import { type RunningEmulator, startEmulator } from '../../packages/backend/src/emulator/index.ts'
import { type RunningRelay, startRelay } from '../../packages/backend/src/runtimes/node/index.ts'
import { brokenLinks } from './check-links.ts'
import { type Fence, fencesOf, pages, readPage } from './fences.ts'
import { readersFolder, runFence } from './run-fence.ts'

const fences = pages().flatMap((page) => fencesOf(page))
const scripts = fences.filter(({ language }) => ['js', 'ts', 'jsx', 'tsx'].includes(language))
const runnable = fences.filter(({ tags }) => tags.includes('run') || tags.includes('ready'))
const grantSecret = 'a secret of more than thirty-two bytes'

let dingtalk: RunningEmulator
let open: RunningRelay
let granted: RunningRelay
let folder: string

before(async () => {
  folder = readersFolder()
  dingtalk = await startEmulator()
  const { DINGTALK_APP_KEY: appKey = '', DINGTALK_APP_SECRET: appSecret = '' } = dingtalk.settings
  const options = {
    port: 0,
    app: { appKey, appSecret },
    hosts: { oapi: dingtalk.url, api: dingtalk.url },
    metricsText: async () => '# none\n',
  }
  open = await startRelay({ ...options, auth: 'none' })
  granted = await startRelay({ ...options, grantSecrets: [grantSecret] })
})

after(async () => {
  await open?.stop(0)
  await granted?.stop(0)
  await dingtalk?.close()
  rmSync(folder, { recursive: true, force: true })
})

test('every link in a page leads somewhere', () => {
  assert.deepEqual(brokenLinks(), [])
})

test('every script in a page is one', () => {
  for (const fence of scripts) {
    const { errors } = parseSync(`page.${fence.language}`, fence.code)
    assert.deepEqual(errors, [], whereIs(fence))
  }
})

test('what scripts in pages import from us is there', async () => {
  for (const fence of scripts) {
    for (const [, names = '', from = ''] of fence.code.matchAll(
      /import \{([^}]*)\} from '(@dt-media\/[^']+)'/g,
    )) {
      const entry = await importEntry(from)
      for (const name of names
        .split(',')
        .map((each) => each.trim())
        .filter(Boolean)) {
        if (!name.startsWith('type ')) assert.ok(name in entry, `${whereIs(fence)}: ${from} has no ${name}`)
      }
    }
  }
})

test('every JSON in a page is JSON', () => {
  for (const fence of fences.filter(({ language, code }) => language === 'json' && !code.includes('…'))) {
    for (const value of fence.code.includes('\n{') ? fence.code.trim().split('\n') : [fence.code]) {
      assert.doesNotThrow(() => JSON.parse(value), whereIs(fence))
    }
  }
})

test('every attribute that pages give the element is one', async () => {
  const { DtMediaUpload } = await import('../../packages/element/src/dt-media-upload.ts')
  const native = ['id', 'class', 'style', 'lang', 'dir', 'form', 'slot', 'autofocus', 'tabindex']
  const known = new Set([...DtMediaUpload.observedAttributes, ...native])
  for (const fence of fences.filter(({ language }) => language === 'html')) {
    for (const [, attributes = ''] of fence.code.matchAll(/<dt-media-upload\b([^>]*)>/g)) {
      for (const [, name = ''] of attributes.matchAll(/\s([a-z-]+)(?==|\s|$)/g)) {
        assert.ok(known.has(name), `${whereIs(fence)}: ${name}`)
      }
    }
  }
})

test('some blocks are there to be run', () => {
  assert.ok(runnable.length >= 5, String(runnable.length))
})

for (const fence of runnable) {
  test(`${whereIs(fence)} runs as it stands there`, async () => {
    const needsGrant = /dt-media grant|GRANT/.test(fence.code)
    const { url } = needsGrant ? granted : open
    const output = await runFence(fence, folder, { relayUrl: url.replace(/\/$/, ''), dingtalk, grantSecret })
    if (fence.code.includes('/media/upload')) assert.match(output, /"media_id":"@/)
  })
}

function whereIs({ page, line }: Fence): string {
  return `${page}:${line}`
}

/** What an entry exports; of one for another runtime, the names that its source has. */
async function importEntry(name: string): Promise<object> {
  const path = name.replace('@dt-media/', '')
  const [folder = '', ...rest] = path.split('/')
  const manifest = await import(`../../packages/${folder}/package.json`, { with: { type: 'json' } })
  const entry = manifest.default.exports[['.', ...rest].join('/')]
  assert.ok(entry, `there is no entry ${name}`)
  const source = `packages/${folder}/${entry['@dt-media/source']}`
  if (!/\/(deno|bun|workers)/.test(source)) return import(`../../${source}`)
  return Object.fromEntries((readPage(source).match(/[A-Za-z]\w+/g) ?? []).map((word) => [word, true]))
}
