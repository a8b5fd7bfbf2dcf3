/**
 * DingTalk's error answers: always HTTP 200 on the old host, the outcome only in `errcode`.
 * The texts are DingTalk's own; those from 853001 on are ours, as no source quotes them in Chinese.
 */

import { randomBytes } from 'node:crypto'

const TEXTS: Readonly<Record<number, string>> = {
  [-1]: '系统繁忙',
  404: '请求的URI地址不存在',
  33001: '无效的企业ID',
  40001: '获取access_token时Secret错误，或者access_token无效',
  40004: '不合法的媒体文件类型',
  40005: '不合法的文件类型',
  40006: '不合法的文件大小',
  40007: '不合法的媒体文件id',
  40014: '不合法的access_token',
  40035: '不合法的参数',
  40078: '不存在的临时授权码',
  40085: '不合法的suite ticket',
  40089: '不合法的corpid或corpsecret',
  40096: '不合法的appKey或appSecret',
  41001: '缺少access_token参数',
  41005: '缺少多媒体文件数据',
  41006: '缺少media_id参数',
  42001: 'access_token超时',
  43002: '需要POST请求',
  43007: '需要授权',
  43008: '参数需要multipart类型',
  44001: '多媒体文件为空',
  45001: '多媒体文件大小超过限制',
  45009: '接口调用超过限制',
  48002: 'Api 禁用',
  60011: '没有调用该接口的权限',
  60020: '访问ip不在白名单之中,request ip=127.0.0.1 appKey(dingemulatorappkey)',
  90002: '您的服务器调用钉钉开放平台所有接口的请求都被暂时禁用了',
  853001: 'timestamp 参数格式不正确',
  853002: 'timestamp 与服务器时间相差超过1分钟',
  853003: 'accessKey 参数不正确',
  853004: 'signature 参数不正确',
  90018: '应用调用该接口的QPS超过限制',
  90020: '企业本月的接口调用次数已用完',
}

/** `plain` is the old API's shape, `sub_code` that of `topapi/*`, where errcode is 88. */
export type ErrorShape = 'plain' | 'sub_code'

/** An errcode with its text, in the given shape. */
export function errcodeAnswer(
  errcode: number,
  shape: ErrorShape = 'plain',
  errmsg: string = TEXTS[errcode] ?? '未知错误',
): Record<string, unknown> {
  if (shape === 'plain') return { errcode, errmsg }
  return {
    errcode: 88,
    sub_code: String(errcode),
    sub_msg: errmsg,
    errmsg: `ding talk error[subcode=${errcode},submsg=${errmsg}]`,
    request_id: requestId(),
  }
}

/** A request id that looks like DingTalk's: 13 lower-case letters and digits. */
export function requestId(): string {
  return BigInt(`0x${randomBytes(10).toString('hex')}`)
    .toString(36)
    .padStart(13, '0')
    .slice(0, 13)
}
