/**
 * Starts a local DingTalk on a port of this machine. Faults need real sockets, so it stands on node:http
 * and runs on Node alone.
 */

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createEmulatorApp } from './emulator-app.ts'
import { createControl, type EmulatorControl } from './emulator-control.ts'
import { createCore, type EmulatorCore } from './emulator-core.ts'
import { type EmulatorOptions, resolveOptions } from './emulator-options.ts'
import { createListener } from './serve-request.ts'

export interface RunningEmulator {
  /** Without a slash at the end. */
  readonly url: string
  readonly port: number
  /** The settings that point a relay at it, as the internal app. */
  readonly settings: Readonly<Record<string, string>>
  /** The settings that point a relay at it, as the third-party app. */
  readonly suiteSettings: Readonly<Record<string, string>>
  readonly control: EmulatorControl
  /** Cuts every connection and frees the port. */
  close(): Promise<void>
}

/** Resolves once it listens; rejects when the port cannot be had. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<RunningEmulator> {
  const resolved = resolveOptions(options)
  const core = createCore(resolved)
  const control = createControl(core)
  const serveRequest = createListener(core, createEmulatorApp(core, control))
  // A slow upload may take as long as a test wants it to.
  const server = createServer({ requestTimeout: 0 }, (incoming, outgoing) => {
    outgoing.setHeader('Date', new Date(resolved.now()).toUTCString())
    void serveRequest(incoming, outgoing)
  })
  server.on('upgrade', core.streamHub.upgrade)
  server.on('connection', (socket) => {
    core.connections.open += 1
    core.connections.opened += 1
    socket.once('close', () => {
      core.connections.open -= 1
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(resolved.port, resolved.host, resolve)
  })
  const { port } = server.address() as AddressInfo
  core.url = `http://${hostInUrl(resolved.host)}:${port}`
  return {
    url: core.url,
    port,
    settings: settingsOf(core),
    suiteSettings: suiteSettingsOf(core),
    control,
    close: () =>
      new Promise((resolve) => {
        core.pushes.reset()
        core.streamHub.close()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function settingsOf({ url, options }: EmulatorCore): Record<string, string> {
  return {
    DINGTALK_OAPI_URL: url,
    DINGTALK_API_URL: url,
    DINGTALK_APP_KEY: options.appKey,
    DINGTALK_APP_SECRET: options.appSecret,
  }
}

function suiteSettingsOf({ url, options }: EmulatorCore): Record<string, string> {
  const { corpId, otherCorpIds, callbackToken, callbackAesKey } = options
  return {
    DINGTALK_OAPI_URL: url,
    DINGTALK_API_URL: url,
    DINGTALK_SUITE_KEY: options.suiteKey,
    DINGTALK_SUITE_SECRET: options.suiteSecret,
    DINGTALK_CORP_ID: corpId,
    ...(otherCorpIds.length > 0 && { DINGTALK_ALLOWED_CORPS: [corpId, ...otherCorpIds].join() }),
    ...(options.callbackUrl
      ? { DINGTALK_CALLBACK_TOKEN: callbackToken, DINGTALK_CALLBACK_AES_KEY: callbackAesKey }
      : { DINGTALK_STREAM: 'on' }),
  }
}

function hostInUrl(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1'
  if (host === '::') return '[::1]'
  return host.includes(':') ? `[${host}]` : host
}
