/**
 * Asks DingTalk's client for an auth code, which names its user to the app: good once, for five minutes. The
 * client has been given three calls for it over the years, with two spellings of their callbacks.
 */

import { LoginError } from './login-error.ts'

interface AuthCodeParams {
  readonly corpId: string
  readonly clientId?: string
  readonly onSuccess: (result: AuthCodeResult) => void
  readonly onFail: (reason: unknown) => void
  readonly success: (result: AuthCodeResult) => void
  readonly fail: (reason: unknown) => void
}

interface AuthCodeResult {
  readonly code?: string
  readonly authCode?: string
}

type AskForAuthCode = (params: AuthCodeParams) => unknown

/** What is needed of DingTalk's JSAPI: the global `dd`, or what `dingtalk-jsapi` exports. */
export interface DingTalkApi {
  readonly ready?: (callback: () => void) => void
  readonly requestAuthCode?: AskForAuthCode
  readonly getAuthCode?: AskForAuthCode
  readonly runtime?: { readonly permission?: { readonly requestAuthCode?: AskForAuthCode } }
}

/** Resolves to an auth code. Throws a {@link LoginError}; the client has been seen to say nothing at all. */
export async function askForAuthCode(
  dd: DingTalkApi,
  { corpId, clientId, timeoutMs }: { corpId: string; clientId?: string | undefined; timeoutMs: number },
): Promise<string> {
  const ask = callOf(dd, clientId)
  if (!ask) throw new LoginError('no_jsapi', "DingTalk's JSAPI on this page has no call for auth codes")
  const result = await new Promise<AuthCodeResult>((resolve, reject) => {
    const fail = () =>
      reject(
        new LoginError(
          'no_auth_code',
          "DingTalk's client gives no auth code. Is the app published, and the page's domain its own?",
        ),
      )
    setTimeout(fail, timeoutMs)
    const listeners = { onSuccess: resolve, onFail: fail, success: resolve, fail }
    const params = { corpId, ...(clientId && { clientId }), ...listeners }
    // Some calls return a promise as well, whose failure nobody else would hear of.
    const begin = () =>
      void (async () => ask(params))().then((returned) => {
        const result = returned as AuthCodeResult | undefined
        if (result?.code || result?.authCode) resolve(result)
      }, fail)
    if (dd.ready) dd.ready(begin)
    else begin()
  })
  const code = result.code ?? result.authCode
  if (!code) throw new LoginError('no_auth_code', "DingTalk's client answered without an auth code")
  return code
}

function callOf(dd: DingTalkApi, clientId: string | undefined): AskForAuthCode | undefined {
  const { permission } = dd.runtime ?? {}
  if (clientId && dd.requestAuthCode) return (params) => dd.requestAuthCode?.(params)
  if (permission?.requestAuthCode) return (params) => permission.requestAuthCode?.(params)
  return dd.getAuthCode && ((params) => dd.getAuthCode?.(params))
}
