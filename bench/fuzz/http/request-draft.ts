/**
 * An upload before it is framed, and what must come of it.
 */

import type { MediaType } from '../../../packages/backend/src/contract/index.ts'

/** Whether the relay under test asks for a grant. */
export type FuzzAuth = 'none' | 'grant'

/** What must come of a request. */
export type Expectation =
  | {
      readonly kind: 'stored'
      readonly content: Buffer
      readonly mediaType: MediaType
      /** As it arrives upstream, where that is known. */
      readonly filename: string | undefined
    }
  | { readonly kind: 'refused' }
  /** Stored or refused; if stored, then this file. */
  | { readonly kind: 'open'; readonly content: Buffer | undefined }

export interface RequestFacts {
  readonly auth: FuzzAuth
  /** A valid one. */
  readonly grant: string
}

/** A request before it is framed. */
export interface RequestDraft {
  readonly title: string
  readonly query: readonly (readonly [string, string])[]
  readonly headers: readonly string[]
  readonly body: Buffer
  readonly expectation: Expectation
}
