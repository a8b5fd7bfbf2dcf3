/**
 * `POST /media/upload`: one file in, one `media_id` out. However it ends, it ends for
 * both sides: a client that leaves takes the upload to DingTalk with it.
 */

import type { Handler } from 'hono'
import { isMediaType, type MediaRules, type UploadAnswer } from '../contract/index.ts'
import { MediaError } from '../errors.ts'
import type { Grant } from '../grants/grant.ts'
import type { Observer } from '../observer.ts'
import type { UploadFacts } from '../relay/incoming-media.ts'
import type { UploadRelay } from '../relay/upload-relay.ts'
import type { Bytes } from '../streams/bytes.ts'
import { letGo } from '../streams/let-go.ts'
import { tooLargeError } from '../streams/too-large-error.ts'
import { watchBody } from '../streams/watch-body.ts'
import type { Admit } from './admission.ts'
import { answerJson, requestIdOf } from './answer.ts'
import type { Authorize } from './authorize.ts'
import { clientAddress } from './client-address.ts'
import { isForm, readMedia } from './read-media.ts'
import type { RelayContext, RelayEnv, RequestRuntime } from './relay-env.ts'
import type { UploadGate } from './upload-gate.ts'
import { createUploadSignal, goneBy } from './upload-signal.ts'

export interface UploadRouteDeps {
  readonly uploadRelay: UploadRelay
  readonly gate: UploadGate
  readonly admit: Admit
  readonly runtime: RequestRuntime
  /** `undefined` where anyone may upload. */
  readonly authorize: Authorize | undefined
  readonly observer: Required<Observer>
  readonly trustedProxies: number
  readonly rules: MediaRules
  /** A form's own bytes beside its file. */
  readonly formBytes: number
  readonly bodyIdleTimeoutMs: number
  readonly minBytesPerSecond: number
  readonly uploadTimeoutMs: number
}

/** One upload as the route sees it; filled in as it goes. */
interface Visit {
  /** A stranger is not worth reading twenty megabytes for. */
  trusted: boolean
  subject: string
  /** What it has taken of the room there is, to be given back at its end. */
  readonly places: (() => void)[]
  readonly facts: UploadFacts
}

export function uploadRoute(deps: UploadRouteDeps): Handler<RelayEnv> {
  const { uploadRelay, gate, admit, runtime, authorize, observer, rules } = deps
  const largest = Math.max(...Object.values(rules).map((rule) => rule.maxBytes))
  const maxBodyBytes = deps.formBytes + largest

  return async (c) => {
    const begun = performance.now()
    observer.uploadBegan()
    const visit: Visit = {
      trusted: !authorize,
      subject: subjectByAddress(c),
      places: [],
      facts: { bytes: 0 },
    }
    const body = watchBody(runtime.readBody(c), {
      idleTimeoutMs: deps.bodyIdleTimeoutMs,
      minBytesPerSecond: deps.minBytesPerSecond,
    })
    const { signal, settle } = createUploadSignal(
      runtime.onGone?.(c) ?? goneBy(c.req.raw.signal),
      deps.uploadTimeoutMs,
      // Whatever waits for a byte of the body stops waiting; what that looks like to it is not the reason.
      () => letGo(body),
    )
    let failure: unknown
    try {
      visit.places.push(gate.enter())
      return answerJson(c, await upload(c, body, visit, signal))
    } catch (error) {
      failure = signal.aborted ? signal.reason : error
      letGo(body)
      runtime.drainBody?.(c, visit.trusted || isExpired(failure) ? maxBodyBytes : 0)
      throw failure
    } finally {
      settle()
      for (const leave of visit.places) leave()
      observer.uploadEnded({
        ...visit.facts,
        ...outcomeOf(failure),
        requestId: requestIdOf(c),
        subject: visit.subject,
        durationMs: performance.now() - begun,
      })
    }
  }

  async function upload(
    c: RelayContext,
    body: Bytes,
    visit: Visit,
    signal: AbortSignal,
  ): Promise<UploadAnswer> {
    const grant = authorize && (await authorize.byHeader(c))
    if (grant) trust(visit, grant)
    if (Number(c.req.header('content-length')) > maxBodyBytes) throw tooLargeError(maxFileBytes(c))
    // A form may hold the grant; until that is read, its sender is an address.
    if (authorize && !grant && !isForm(c))
      throw new MediaError('grant_missing', 'No grant came with the request')
    visit.places.push(await admit(visit.subject))
    const media = await readMedia(c, body)
    const granted = grant ?? (authorize && (await authorize.byFields(media.fields)))
    if (granted && !grant) {
      trust(visit, granted)
      // A form's sender was only an address until now; its subject has limits, too.
      visit.places.push(await admit(visit.subject))
    }
    const origin = c.req.header('origin')
    return uploadRelay({ ...media, grant: granted, origin, signal, facts: visit.facts })
  }

  /** The limit to tell: that of the type, where the query names one. */
  function maxFileBytes(c: RelayContext): number {
    const type = c.req.query('type')
    return (isMediaType(type) && rules[type]?.maxBytes) || largest
  }

  function subjectByAddress(c: RelayContext): string {
    const remote = runtime.remoteAddress?.(c) ?? 'unknown'
    return `address:${clientAddress(remote, c.req.header('x-forwarded-for'), deps.trustedProxies)}`
  }
}

function trust(visit: Visit, { sub, corp }: Grant): void {
  visit.trusted = true
  visit.subject = corp === undefined ? `sub:${sub}` : `sub:${corp}:${sub}`
}

/** No stranger: the grant was ours, and its holder has to see that a new one helps. */
function isExpired(error: unknown): boolean {
  return error instanceof MediaError && error.code === 'grant_expired'
}

function outcomeOf(failure: unknown) {
  if (failure === undefined) return { outcome: 'ok', status: 200 } as const
  if (!(failure instanceof MediaError)) return { outcome: 'internal', status: 500 } as const
  return { outcome: failure.code, status: failure.status, reason: failure.message }
}
