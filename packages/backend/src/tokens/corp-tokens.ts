/**
 * The access tokens of an app, by the corp that an upload is for. A grant names the corp, so it is
 * held to a list before anything is asked of DingTalk.
 */

import { MediaError } from '../errors.ts'
import { type AccessTokens, isWaitingForPush } from './access-tokens.ts'

export interface CorpTokens {
  /**
   * The tokens for the corp that a grant names, or for the app's own corp when it names none.
   * Throws `grant_exceeded` when the corp is not on the list.
   */
  forCorp(corpId: string | undefined): AccessTokens
  /** Whether an upload for the app's own corp would get a token; throws what {@link AccessTokens.get} does. */
  check(): Promise<void>
}

export interface CorpTokensOptions {
  /** The app's own corp. An internal app need not know it. */
  readonly corpId?: string | undefined
  /** Corps that a grant may name. @default the app's own alone */
  readonly allowedCorps?: readonly string[] | undefined
  /** Whether there is no token without a corp, as for a third-party app. @default false */
  readonly corpRequired?: boolean
  /** How many corps' tokens are kept at most, the longest unused going first. @default 1000 */
  readonly maxCorps?: number
}

const CORP_ID = /^[\w-]{1,64}$/

/** Whether a text can be a corp id. Such a text is safe in a path, too. */
export function isCorpId(text: string): boolean {
  return CORP_ID.test(text)
}

/** Keeps the tokens of each corp as `keepToken` does. Throws a `TypeError` on a corp id that is none. */
export function keepCorpTokens(
  keepToken: (corpId: string) => AccessTokens,
  { corpId: own, allowedCorps, corpRequired = false, maxCorps = 1000 }: CorpTokensOptions,
): CorpTokens {
  const allowed = new Set([...(own === undefined ? [] : [own]), ...(allowedCorps ?? [])])
  for (const corpId of allowed) if (!isCorpId(corpId)) throw new TypeError(`"${corpId}" is no corp id`)
  // In order of use, the longest unused first.
  const kept = new Map<string, AccessTokens>()

  function forCorp(named: string | undefined): AccessTokens {
    if (named !== undefined && !allowed.has(named)) throw exceeded(named)
    const corpId = named ?? own ?? ''
    if (corpId === '' && corpRequired) throw exceeded(null)
    const held = kept.get(corpId)
    // An internal app has one corp, always in its place.
    if (held && kept.size === 1) return held
    const tokens = held ?? keepToken(corpId)
    kept.delete(corpId)
    kept.set(corpId, tokens)
    if (kept.size > maxCorps) kept.delete(kept.keys().next().value as string)
    return tokens
  }

  return {
    forCorp,
    async check() {
      if (own === undefined && corpRequired) return
      try {
        await forCorp(undefined).get()
      } catch (error) {
        // Who is waiting for a push must be reachable, and so count as ready.
        if (!isWaitingForPush(error)) throw error
      }
    },
  }
}

function exceeded(corp: string | null): MediaError {
  return new MediaError('grant_exceeded', 'The relay does not upload for the corp of this grant', {
    details: { corp },
  })
}
