/**
 * A real nginx with the configuration that operators get, `deploy/nginx/`: only its addresses are
 * others, and it speaks plain HTTP.
 */

import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findFreePorts } from './free-ports.ts'

export interface RunningNginx {
  /** Without a slash at the end. */
  readonly url: string
  /** What it has written down of the requests it answered. */
  accessLog(): Promise<string>
  stop(): Promise<void>
}

const GIVEN = new URL('../../deploy/nginx/', import.meta.url)

/** Why no nginx can be started here; `undefined` when one can. Throws in CI. */
export function whyNoNginx(): string | undefined {
  if (spawnSync('nginx', ['-v']).status === 0) return undefined
  const reason = 'nginx is not installed'
  if (process.env.CI) throw new Error(reason)
  return reason
}

/** Starts it in front of the relays on these ports. */
export async function startNginx(relayPorts: readonly number[]): Promise<RunningNginx> {
  const folder = await mkdtemp(join(tmpdir(), 'dt-media-nginx-'))
  const [port = 0] = await findFreePorts(1)
  const file = join(folder, 'nginx.conf')
  const upstream = await readFile(new URL('upstream.conf', GIVEN), 'utf8')
  const server = await readFile(new URL('server.conf', GIVEN), 'utf8')
  await writeFile(file, around(forRelays(upstream + server, { port, relayPorts, folder }), folder))
  const child = spawn('nginx', ['-c', file, '-p', folder, '-e', 'stderr'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let output = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  const url = `http://127.0.0.1:${port}`
  while (!(await fetch(url).catch(() => undefined))) {
    assert.equal(child.exitCode, null, `nginx ended: ${output}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return {
    url,
    accessLog: () => readFile(join(folder, 'access.log'), 'utf8'),
    async stop() {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

interface Place {
  readonly port: number
  readonly relayPorts: readonly number[]
  readonly folder: string
}

function forRelays(conf: string, { port, relayPorts, folder }: Place): string {
  const servers = relayPorts.map((relayPort) => `server 127.0.0.1:${relayPort};`).join(' ')
  return [
    [/server 127\.0\.0\.1:8787;/, servers],
    [/listen 443 ssl;/, `listen 127.0.0.1:${port};`],
    [/\/var\/log\/nginx\/access\.log/, join(folder, 'access.log')],
    [/ssl_certificate .*;/, ''],
    [/ssl_certificate_key .*;/, ''],
  ].reduce((text, [line, instead]) => {
    assert.match(text, line as RegExp, 'deploy/nginx/ has changed')
    return text.replace(line as RegExp, instead as string)
  }, conf)
}

/** What the system's own nginx.conf has around what it includes. */
function around(conf: string, folder: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  return `
daemon off; worker_processes 2; pid ${folder}/pid; error_log stderr;
events {}
http {
  access_log off;
  ${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join(' ')}
  ${conf}
}
`
}
