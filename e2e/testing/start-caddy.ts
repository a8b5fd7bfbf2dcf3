/** A real Caddy with `deploy/Caddyfile`: only its addresses are others, and it speaks plain HTTP. */

import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findFreePorts } from './free-ports.ts'

export interface RunningCaddy {
  /** Without a slash at the end. */
  readonly url: string
  stop(): Promise<void>
}

const GIVEN = new URL('../../deploy/Caddyfile', import.meta.url)

// HTTP/2 as browsers speak it with Caddy, but for TLS.
const OPTIONS = '{\n\tadmin off\n\tauto_https off\n\tservers {\n\t\tprotocols h1 h2c\n\t}\n}\n'

/** Why no Caddy can be started here; `undefined` when one can. Throws in CI. */
export function whyNoCaddy(): string | undefined {
  if (spawnSync('caddy', ['version']).status === 0) return undefined
  const reason = 'Caddy is not installed'
  if (process.env.CI) throw new Error(reason)
  return reason
}

/** Starts it in front of the relays on these ports. */
export async function startCaddy(relayPorts: readonly number[]): Promise<RunningCaddy> {
  const folder = await mkdtemp(join(tmpdir(), 'dt-media-caddy-'))
  const [port = 0] = await findFreePorts(1)
  const url = `http://127.0.0.1:${port}`
  const file = join(folder, 'Caddyfile')
  await writeFile(file, forRelays(await readFile(GIVEN, 'utf8'), url, relayPorts))
  const child = spawn('caddy', ['run', '--adapter', 'caddyfile', '--config', file], {
    // Caddy keeps what it learns below HOME.
    env: { PATH: process.env.PATH, HOME: folder },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let output = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  while (!(await fetch(url).catch(() => undefined))) {
    assert.equal(child.exitCode, null, `Caddy ended: ${output}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return {
    url,
    async stop() {
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function forRelays(given: string, url: string, relayPorts: readonly number[]): string {
  const relays = relayPorts.map((port) => `127.0.0.1:${port}`).join(' ')
  return [
    [/^relay\.example\.com \{/m, `${OPTIONS}${url} {\n\tbind 127.0.0.1`],
    [/127\.0\.0\.1:8787 127\.0\.0\.1:8786/, relays],
  ].reduce((text, [line, instead]) => {
    assert.match(text, line as RegExp, 'deploy/Caddyfile has changed')
    return text.replace(line as RegExp, instead as string)
  }, given)
}
