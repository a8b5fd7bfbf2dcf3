/** What becomes of each errcode of DingTalk's, as a Chinese page. What it advises stands in chinese/. */

import { sayInChinese } from './chinese/say.ts'
import { tokenRows, uploadRows } from './errcode-tables.ts'

/** The page `docs/zh/errcodes.md`. */
export function errcodesPageZh(): string {
  return `# 中继如何处理钉钉的各个错误码

钉钉给出的文字不会传到任何地方：其中含有应用的 key 和地址。中继响应中的 \`errcode\` 就是钉钉的错误码；\`token_rejected\` 除外，它的错误码对客户端没有意义。

## 上传

| 错误码 | 中继的响应 | 多久后重试 | 怎么办 |
|---|---|---|---|
${uploadRows(sayInChinese, '其他任何错误码', '、')}

* \`token_rejected\`：丢弃这个令牌，另取一个。64 KiB 以内的文件由中继再发送一次；更大的由浏览器重发，文件还在它那里，组件会自动完成。
* \`upstream_busy\`：可重试，时间由 \`Retry-After\` 指明。半分钟内连续失败五次，则十秒内不再调用钉钉。
* \`upstream_refused\`：不可重试。

## 访问令牌

上传得到 503 \`token_unavailable\`，是哪一个错误码由 \`details.upstream_errcode\` 说明。中继在 1 秒后再次获取，之后依次间隔 2、4、8、16 和 30 秒。

| 错误码或代码 | 怎么办 |
|---|---|
${tokenRows(sayInChinese, '、')}

## 在钉钉客户端内登录

40078 表示免登授权码不存在、已经用过或超过了五分钟，响应是 401 \`grant_invalid\`。其余与上传相同；访问令牌被拒绝时，中继会自行补救一次。
`
}
