/**
 * For pages inside DingTalk's client: upload grants in the name of whoever uses the client. Needs neither
 * the element nor Lit.
 * @module
 */

export type { DingTalkApi } from './auth-code.ts'
export { type DingTalkGrantOptions, dingtalkGrant } from './dingtalk-grant.ts'
export { isInDingTalk } from './is-in-dingtalk.ts'
export { LoginError, type LoginErrorCode } from './login-error.ts'
