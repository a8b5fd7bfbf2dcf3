/** Looks into a running emulator from outside, the way any other process would. */

import type {
  EmulatorFault,
  EmulatorState,
  EmulatorUpload,
} from '../../packages/backend/src/emulator/index.ts'

export interface EmulatorClient {
  /** Without a slash at the end. */
  readonly url: string
  state(): Promise<EmulatorState>
  /** Ended uploads, the newest last. */
  uploads(): Promise<readonly EmulatorUpload[]>
  /** Lines up a fault for the calls that follow. */
  addFault(fault: EmulatorFault): Promise<void>
  /** Forgets all uploads, counters and faults; access tokens stay. */
  reset(): Promise<void>
  /** The bytes behind a media_id, fetched as an app of DingTalk's would: with a token of its own. */
  download(mediaId: string): Promise<Buffer>
}

/** The client of the emulator at this URL, with an app's credentials. */
export function emulatorClient(url: string, appKey: string, appSecret: string): EmulatorClient {
  const control = async <T>(path: string, init?: RequestInit): Promise<T> => {
    const response = await fetch(`${url}/emulator/${path}`, init)
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`)
    return (await response.json()) as T
  }
  return {
    url,
    state: () => control('state'),
    uploads: () => control('uploads'),
    addFault: (fault) => control('faults', { method: 'POST', body: JSON.stringify(fault) }),
    reset: () => control('reset', { method: 'POST' }),
    async download(mediaId) {
      const credentials = new URLSearchParams({ appkey: appKey, appsecret: appSecret })
      const answer = await fetch(`${url}/gettoken?${credentials}`)
      const { access_token } = (await answer.json()) as { access_token: string }
      const query = new URLSearchParams({ access_token, media_id: mediaId })
      const file = await fetch(`${url}/media/downloadFile?${query}`)
      return Buffer.from(await file.arrayBuffer())
    },
  }
}
