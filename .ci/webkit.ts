/**
 * WebKit as Debian packages it: WebKitGTK's MiniBrowser on a virtual screen, driven by classic
 * WebDriver. Everything is started here and ended by `close`.
 */

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync } from 'node:fs'
import { createServer } from 'node:net'
import { findExecutable } from './browsers.ts'

export interface WebKitPrograms {
  readonly screen: string
  readonly driver: string
  /** What a WebDriver session asks for to get this very MiniBrowser. */
  readonly capabilities: WebdriverIO.Capabilities
}

export interface WebKitDriver {
  readonly port: number
  close(): Promise<void>
}

/** The programs that WebKit needs, or `undefined` where one of them is missing. */
export function findWebKit(): WebKitPrograms | undefined {
  const screen = findExecutable(['Xvfb'])
  const driver = findExecutable(['WebKitWebDriver'])
  const binary = globSync('/usr/lib/*/webkit2gtk-4.*/MiniBrowser').at(-1)
  if (!screen || !driver || !binary) return undefined
  const capabilities = {
    browserName: 'MiniBrowser',
    'wdio:enforceWebDriverClassic': true,
    // A page tells by itself when it is ready; what it loads may hang for as long as a test wants.
    pageLoadStrategy: 'none' as const,
    'webkitgtk:browserOptions': { binary, args: ['--automation'] },
  }
  return { screen, driver, capabilities }
}

/** Starts a screen and WebKit's driver on it. */
export async function startWebKitDriver(programs: WebKitPrograms): Promise<WebKitDriver> {
  const screen = spawn(
    programs.screen,
    ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    },
  )
  const display = await firstLine(screen)
  const port = await freePort()
  const driver = spawn(programs.driver, [`--port=${port}`, '--host=127.0.0.1'], {
    stdio: 'ignore',
    env: { ...process.env, DISPLAY: `:${display}`, GDK_BACKEND: 'x11', LIBGL_ALWAYS_SOFTWARE: '1' },
  })
  const started = [driver, screen]
  process.once('exit', () => {
    for (const each of started) each.kill()
  })
  await answering(`http://127.0.0.1:${port}/status`)
  return { port, close: () => endAll(started) }
}

async function firstLine(screen: ChildProcess): Promise<string> {
  const [chunk] = await Promise.race([
    once(screen.stdio[3] as NodeJS.ReadableStream, 'data'),
    once(screen, 'exit').then(([code]) => Promise.reject(new Error(`Xvfb ended with ${code}`))),
  ])
  return String(chunk).trim()
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address ? address.port : 0
}

async function answering(url: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (
      await fetch(url).then(
        () => true,
        () => false,
      )
    )
      return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`No answer from ${url}`)
}

async function endAll(processes: readonly ChildProcess[]): Promise<void> {
  for (const each of processes) {
    if (each.exitCode !== null || each.signalCode !== null) continue
    const exited = once(each, 'exit')
    each.kill()
    await exited
  }
}
