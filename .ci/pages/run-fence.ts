/** Runs a block of shell as a reader would, with the relay and the local DingTalk at the addresses that pages name. */

import { spawn } from 'node:child_process'
import { chmodSync, copyFileSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import type { RunningEmulator } from '../../packages/backend/src/emulator/index.ts'
import { type Fence, root } from './fences.ts'

const CLI = join(root, 'packages/backend/src/cli/main.ts')
const TIMEOUT_MS = 55_000

export interface Addresses {
  readonly relayUrl: string
  readonly dingtalk: RunningEmulator
  readonly grantSecret: string
}

/** An empty folder with what pages take for granted: a picture, and the command line. */
export function readersFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'dt-media-pages-'))
  copyFileSync(join(root, 'fixtures/media/sample.png'), join(folder, 'cat.png'))
  const command = `#!/bin/sh\nexec "${process.execPath}" --conditions=@dt-media/source "${CLI}" "$@"\n`
  writeFileSync(join(folder, 'dt-media'), command)
  chmodSync(join(folder, 'dt-media'), 0o755)
  return folder
}

/**
 * Resolves to what a block wrote, once it has ended well or, with the tag `ready`, once it says that it is
 * ready; rejects with all of it when it does not.
 */
export function runFence(fence: Fence, folder: string, addresses: Addresses): Promise<string> {
  const untilReady = fence.tags.includes('ready')
  // The page's secret in a file is the relay's, unless the block makes one itself.
  writeFileSync(join(folder, 'grant-secret'), addresses.grantSecret)
  const child = spawn('bash', ['-euo', 'pipefail', '-c', scriptOf(fence, addresses)], {
    cwd: folder,
    env: {
      PATH: [folder, dirname(process.execPath), process.env.PATH].join(delimiter),
      PORT: '0',
      EMULATOR_PORT: '0',
      ...(untilReady || fence.code.includes('RELAY_GRANT_SECRET_FILE')
        ? {}
        : { RELAY_GRANT_SECRET: addresses.grantSecret }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const stop = () => child.pid && child.exitCode === null && process.kill(-child.pid, 'SIGKILL')
  return new Promise((resolve, reject) => {
    let output = ''
    const fail = (why: string) => reject(new Error(`${fence.page}:${fence.line} ${why}:\n${output}`))
    const timer = setTimeout(() => {
      stop()
      fail('took too long')
    }, TIMEOUT_MS)
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text
        if (untilReady && /ready/.test(output)) stop()
      })
    }
    child.once('error', reject)
    child.once('close', (code) => {
      clearTimeout(timer)
      if (code === 0 || (untilReady && /ready/.test(output))) resolve(output)
      else fail(`ended with ${code}`)
    })
  })
}

function scriptOf({ code }: Fence, { relayUrl, dingtalk }: Addresses): string {
  return (
    code
      // What is left to the reader: a relay starts with any app's.
      .replaceAll(/(DINGTALK_\w+)=…/g, '$1=my-own')
      .replaceAll(/npx -y pnpm@10 (--silent )?dt-media/g, 'dt-media')
      .replaceAll('http://127.0.0.1:8787', relayUrl)
      .replaceAll('http://127.0.0.1:8788', dingtalk.url)
  )
}
