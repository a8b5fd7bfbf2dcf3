/**
 * The way to a media_id, step by step: suite ticket, Stream gateway, access token, one upload.
 */

import type { DingTalkHosts } from '../../dingtalk/hosts.ts'
import { openStreamConnection, type StreamClient } from '../../dingtalk/stream-connection.ts'
import { uploadMedia } from '../../dingtalk/upload.ts'
import { createSendUpload } from '../../runtimes/node/send-upload.ts'
import type { Store } from '../../store/store.ts'
import { internalAppProvider, suiteAppProvider } from '../../tokens/access-token-provider.ts'
import { createSuiteTickets } from '../../tokens/suite-tickets.ts'
import { findingOf } from './finding-of.ts'
import { Finding, type Patient, STEP_TIMEOUT_MS, type Step } from './step.ts'

const CALL = { fetch: globalThis.fetch, timeoutMs: STEP_TIMEOUT_MS }

/** 1 by 1 pixel. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

/** Whether a newest suite ticket is at hand, from the settings or from what the relays share. */
export function ticketStep(store: Store | undefined): Step {
  return {
    name: 'ticket',
    needs: store ? ['store'] : ['settings'],
    async run(patient) {
      const { DINGTALK_SUITE_TICKET: fixed, DINGTALK_SUITE_KEY: suiteKey = '' } = patient.settings
      if (fixed !== undefined) {
        patient.suiteTicket = fixed
        return 'DINGTALK_SUITE_TICKET'
      }
      if (!store) {
        throw new Finding(
          'The newest suite ticket is in the memory of the running relay',
          'Ask that relay: curl its /readyz. To look from here, too, share the ticket through RELAY_REDIS_URL, or hand it over once: DINGTALK_SUITE_TICKET=… dt-media doctor. DINGTALK_TOKEN_API=unified needs none.',
        )
      }
      patient.suiteTicket = await createSuiteTickets({ store, suiteKey })
        .newest()
        .catch(() => {
          throw new Finding(
            'DingTalk has not pushed a suite ticket yet',
            "Start the relay, and push the ticket again from the developer console. With pushes over HTTP: does the console's address end in /dingtalk/callback, and does a proxy let it pass?",
          )
        })
      return 'pushed, and kept in Redis'
    },
  }
}

/** Whether the Stream gateway lets the app in. Nothing is received: a push would be lost on us. */
export function streamStep(hosts: DingTalkHosts, client: StreamClient): Step {
  return {
    name: 'stream',
    needs: ['network'],
    async run() {
      try {
        await openStreamConnection(hosts, client, CALL)
      } catch (error) {
        const refused = (error as { code?: string }).code === 'upstream_refused'
        throw refused
          ? new Finding(
              (error as Error).message,
              "The app's key or secret is wrong, or pushes are not set to Stream mode in the developer console.",
            )
          : findingOf(error)
      }
      return 'the gateway lets the app in'
    },
  }
}

/** Whether DingTalk gives an access token. */
export function tokenStep(hosts: DingTalkHosts, needs: readonly string[]): Step {
  return {
    name: 'token',
    needs,
    async run(patient) {
      try {
        const { accessToken, expiresInMs } = await fetchToken(hosts, patient)
        patient.accessToken = accessToken
        return `good for ${Math.round(expiresInMs / 60_000)} min`
      } catch (error) {
        throw findingOf(error)
      }
    },
  }
}

function fetchToken(hosts: DingTalkHosts, { settings, suiteTicket = '' }: Patient) {
  const options = { hosts, tokenApi: settings.DINGTALK_TOKEN_API, ...CALL }
  const corpId = settings.DINGTALK_CORP_ID ?? settings.DINGTALK_ALLOWED_CORPS?.[0] ?? ''
  const { DINGTALK_SUITE_KEY: suiteKey, DINGTALK_SUITE_SECRET: suiteSecret = '' } = settings
  if (suiteKey !== undefined) {
    if (corpId === '') {
      throw new Finding(
        'No organisation is named to try it with',
        'Set DINGTALK_CORP_ID, or list organisations in DINGTALK_ALLOWED_CORPS: without either no upload is let through.',
      )
    }
    return suiteAppProvider({ suiteKey, suiteSecret }, async () => suiteTicket, options)(corpId, undefined)
  }
  const { DINGTALK_APP_KEY: appKey = '', DINGTALK_APP_SECRET: appSecret = '' } = settings
  return internalAppProvider({ appKey, appSecret }, options)(corpId, undefined)
}

/** Whether DingTalk takes a file, which costs one call of the month. */
export function uploadStep(hosts: DingTalkHosts): Step {
  return {
    name: 'upload',
    needs: ['token'],
    async run({ accessToken = '' }) {
      const media = { type: 'image', format: 'png', filename: 'doctor.png', size: PIXEL.length } as const
      const options = { hosts, accessToken, sendUpload: createSendUpload(), timeoutMs: STEP_TIMEOUT_MS }
      const signal = AbortSignal.timeout(2 * STEP_TIMEOUT_MS)
      try {
        const { media_id } = await uploadMedia(
          { ...media, content: () => oneChunk(PIXEL) },
          { ...options, signal },
        )
        return `one pixel is ${media_id}`
      } catch (error) {
        throw findingOf(error)
      }
    },
  }
}

async function* oneChunk(bytes: Uint8Array) {
  yield bytes
}
