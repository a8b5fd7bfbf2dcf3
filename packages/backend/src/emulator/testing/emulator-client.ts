/**
 * Talks to an emulator as an app's server would: by `fetch`, by node:http, or byte by byte.
 */

import { once } from 'node:events'
import { request } from 'node:http'
import { connect } from 'node:net'
import type { TestContext } from 'node:test'
import { type EmulatorOptions, type RunningEmulator, startEmulator } from '../index.ts'

/** 2 by 3 pixels. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAIAAAA2iEnWAAAAD0lEQVR4nGP4z8DAwMAAAAYAAf8CqAKGAAAAAElFTkSuQmCC',
  'base64',
)

export interface UploadOptions {
  readonly token?: string
  readonly type?: string | undefined
  readonly query?: string
  readonly filename?: string
  readonly bytes?: Uint8Array<ArrayBuffer>
  readonly signal?: AbortSignal
}

export type Client = ReturnType<typeof clientOf>

/** An emulator for one test, closed when that ends, and a client that has an access token. */
export async function startClient(t: TestContext, options: EmulatorOptions = {}) {
  const emulator = await startEmulator(options)
  t.after(() => emulator.close())
  const client = clientOf(emulator)
  return { emulator, control: emulator.control, client, token: await client.token() }
}

function clientOf({ url, port, settings }: RunningEmulator) {
  const json = async (response: Response | Promise<Response>) =>
    (await (await response).json()) as Record<string, unknown>
  const client = {
    json,
    async token(): Promise<string> {
      const { DINGTALK_APP_KEY: appkey = '', DINGTALK_APP_SECRET: appsecret = '' } = settings
      const answer = await json(fetch(`${url}/gettoken?${new URLSearchParams({ appkey, appsecret })}`))
      return String(answer.access_token)
    },
    /** Sends a form by `fetch`. */
    send(options: UploadOptions = {}): Promise<Response> {
      const {
        token,
        type = 'image',
        query = '',
        filename = 'photo.png',
        bytes = new Uint8Array(PNG),
        signal,
      } = options
      const form = new FormData()
      if (type) form.append('type', type)
      form.append('media', new Blob([bytes], { type: 'image/png' }), filename)
      const init = { method: 'POST', body: form, redirect: 'manual' as const, ...(signal && { signal }) }
      return fetch(`${url}/media/upload?access_token=${token ?? ''}${query}`, init)
    },
    upload: async (options: UploadOptions = {}) => json(client.send(options)),
    /** Sends bytes as they are and resolves with all that comes back until the socket closes. */
    async raw(text: Buffer | string): Promise<string> {
      const socket = connect(port, '127.0.0.1')
      let received = ''
      socket.on('data', (chunk) => {
        received += chunk
      })
      socket.on('error', () => {})
      socket.write(text)
      await once(socket, 'close')
      return received
    },
    /** Sends a body chunked, by node:http. */
    async chunked(path: string, headers: Record<string, string>, chunks: readonly Buffer[]): Promise<string> {
      const outgoing = request(`${url}${path}`, { method: 'POST', headers })
      for (const chunk of chunks) outgoing.write(chunk)
      outgoing.end()
      const [incoming] = await once(outgoing, 'response')
      let received = ''
      for await (const chunk of incoming) received += chunk
      return received
    },
  }
  return client
}

/** A form in DingTalk's own order, as bytes. */
export function formOf(boundary: string, file: Buffer, type = 'image', filename = 'photo.png'): Buffer {
  return Buffer.concat([
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="type"\r\n\r\n${type}\r\n`),
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="media"; filename="${filename}"\r\n`),
    Buffer.from('Content-Type: image/png\r\n\r\n'),
    file,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ])
}

/** Resolves once `condition` holds; the test's own time limit ends a wait in vain. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5))
}
