/**
 * Finds the upload grant in a request and believes it only when it is signed by us. A grant
 * in a header is judged before a byte of the body is read; a plain form has its grant inside.
 */

import { readBearer } from '../grants/bearer.ts'
import type { Grant } from '../grants/grant.ts'
import { type VerifyGrantOptions, verifyGrant } from '../grants/verify-grant.ts'
import type { RelayContext } from './relay-env.ts'

export interface AuthorizeOptions extends VerifyGrantOptions {
  /** Whether the query's `access_token` may hold the grant, as DingTalk's own clients send it. */
  readonly grantInQuery: boolean
}

export interface Authorize {
  /** The grant of the header or the query; `undefined` when there is none. Throws `grant_invalid`, `grant_expired`. */
  byHeader(c: RelayContext): Promise<Grant | undefined>
  /** The grant of the form. Throws `grant_missing` too. */
  byFields(fields: ReadonlyMap<string, string>): Promise<Grant>
}

export function createAuthorize({ grantInQuery, ...options }: AuthorizeOptions): Authorize {
  return {
    async byHeader(c) {
      const token =
        readBearer(c.req.header('Authorization')) ?? (grantInQuery ? c.req.query('access_token') : undefined)
      return token === undefined ? undefined : verifyGrant(token, options)
    },
    async byFields(fields) {
      return verifyGrant(
        fields.get('grant') ?? (grantInQuery ? fields.get('access_token') : undefined),
        options,
      )
    },
  }
}
