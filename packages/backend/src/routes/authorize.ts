/**
 * Finds the upload grant in a request and believes it only when it is signed by us. A grant
 * in a header is judged before a byte of the body is read; a plain form has its grant inside.
 */

import { readBearer } from '../grants/bearer.ts'
import type { Grant } from '../grants/grant.ts'
import { type VerifyGrantOptions, verifyGrant } from '../grants/verify-grant.ts'
import type { RelayContext } from './relay-env.ts'

export interface AuthorizeOptions extends Omit<VerifyGrantOptions, 'secrets'> {
  /** Asked for each grant: they may change while the relay runs. */
  readonly secrets: () => readonly string[]
  /** Whether the query's `access_token` may hold the grant, as DingTalk's own clients send it. */
  readonly grantInQuery: boolean
}

export interface Authorize {
  /** The grant of the header or the query; `undefined` when there is none. Throws `grant_invalid`, `grant_expired`. */
  byHeader(c: RelayContext): Promise<Grant | undefined>
  /** The grant of the form. Throws `grant_missing` too. */
  byFields(fields: ReadonlyMap<string, string>): Promise<Grant>
}

export function createAuthorize({ grantInQuery, secrets, ...options }: AuthorizeOptions): Authorize {
  const verify = (token: string | undefined) => verifyGrant(token, { ...options, secrets: secrets() })
  return {
    async byHeader(c) {
      const token =
        readBearer(c.req.header('authorization')) ?? (grantInQuery ? c.req.query('access_token') : undefined)
      return token === undefined ? undefined : verify(token)
    },
    async byFields(fields) {
      return verify(fields.get('grant') ?? (grantInQuery ? fields.get('access_token') : undefined))
    },
  }
}
