/**
 * The one place where a file and an access token meet. Everything that an upload costs is asked
 * for here, just before it is spent: DingTalk's patience, the month's quota, a turn in the pace.
 */

import type { UploadAnswer } from '../contract/index.ts'
import type { DingTalkHosts } from '../dingtalk/hosts.ts'
import type { SendUpload } from '../dingtalk/transport.ts'
import { type OutgoingMedia, uploadMedia } from '../dingtalk/upload.ts'
import { MediaError } from '../errors.ts'
import { observeCall } from '../observe-call.ts'
import type { Observer } from '../observer.ts'
import type { Breaker } from '../pacing/breaker.ts'
import type { MonthlyQuota } from '../pacing/monthly-quota.ts'
import type { UpstreamPace } from '../pacing/upstream-pace.ts'
import type { AccessTokens } from '../tokens/access-tokens.ts'

export interface UpstreamDeps {
  readonly hosts: DingTalkHosts
  readonly sendUpload: SendUpload
  readonly upstreamTimeoutMs: number
  readonly breaker: Breaker
  readonly monthlyQuota: MonthlyQuota
  readonly upstreamPace: UpstreamPace
  readonly observer: Required<Observer>
}

/** On whose behalf a file is sent. */
export interface Sender {
  readonly accessTokens: AccessTokens
  /** The organisation whose calls it costs; `undefined` for an internal app's own. */
  readonly corp: string | undefined
}

export interface Upstream {
  /** Throws `upstream_busy` when an upload would be refused anyway, before its body is read. */
  check(): void
  /** Sends one file. Throws a `MediaError`, or what the signal was aborted with. */
  send(media: OutgoingMedia, sender: Sender, signal: AbortSignal): Promise<UploadAnswer>
}

export function createUpstream(deps: UpstreamDeps): Upstream {
  const { hosts, sendUpload, upstreamTimeoutMs: timeoutMs } = deps
  const { breaker, monthlyQuota, upstreamPace, observer } = deps

  return {
    check: breaker.check,
    async send(media, { accessTokens, corp }, signal) {
      breaker.check()
      const accessToken = await accessTokens.get()
      await upstreamPace.wait(signal)
      // It may have opened meanwhile; what it refuses is not to cost one of the month's calls.
      breaker.check()
      await monthlyQuota.take(corp)
      signal.throwIfAborted()
      try {
        const upload = () => uploadMedia(media, { hosts, sendUpload, accessToken, signal, timeoutMs })
        return await breaker.run(() => observeCall('upload', upload, observer))
      } catch (error) {
        // The next try, here or by the browser, which still has the file, fetches a new one.
        if (isTokenRejected(error)) accessTokens.forget(accessToken)
        throw error
      }
    },
  }
}

/** Whether only the token was bad, so that the same bytes may get in with another one. */
export function isTokenRejected(error: unknown): boolean {
  return error instanceof MediaError && error.code === 'token_rejected'
}
