/**
 * Go's own reverse proxy, where Go is installed.
 */

import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Subject } from './subject.ts'

export function goReverseProxy(): Subject {
  const program = build()
  return {
    name: 'go-reverse-proxy',
    summary: 'Go httputil.ReverseProxy',
    way: 'form',
    missing: program === undefined ? 'go is not installed' : undefined,
    command: ({ port, upstream }) => ({
      command: program ?? 'go',
      args: [],
      env: { PORT: String(port), UPSTREAM: upstream },
    }),
  }
}

/** The installed version; `undefined` where there is none. */
export function goVersion(): string | undefined {
  return /go\d\S*/.exec(spawnSync('go', ['version'], { encoding: 'utf8' }).stdout ?? '')?.[0]
}

function build(): string | undefined {
  if (goVersion() === undefined) return undefined
  const program = join(tmpdir(), `dt-media-bench-go-${process.pid}`)
  const source = new URL('../rivals/reverse-proxy.go', import.meta.url).pathname
  const { status, stderr } = spawnSync('go', ['build', '-o', program, source], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`go build: ${stderr}`)
  return program
}
