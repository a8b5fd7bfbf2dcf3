/**
 * Upload grants for servers written in JavaScript: mint one for a user, and read one back.
 * The relay does the rest.
 * @module
 */

export type { Grant } from './grant.ts'
export { type GrantClaims, type SignGrantOptions, signGrant } from './sign-grant.ts'
export { type VerifyGrantOptions, verifyGrant } from './verify-grant.ts'
