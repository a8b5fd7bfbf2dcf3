/** What the reference of the HTTP API says on Chinese pages, by the English of docs/openapi.json. What the relay itself answers stays as it is. */

export const API_ZH: Readonly<Record<string, string>> = {
  // The reference's own words.
  required: '必需',
  retriable: '可重试',
  ', ': '，',

  // Groups of routes.
  Media: '媒体',
  DingTalk: '钉钉',
  Operations: '运维',
  'For pages, and whatever else uploads.': '供页面和其他上传程序使用。',
  'Between the relay and DingTalk.': '中继与钉钉之间。',
  'For those who run it. Keep them off the internet.': '供运维人员使用，不要暴露在公网上。',

  // POST /media/upload
  'Upload one file': '上传一个文件',
  'The file streams through to DingTalk: as the body itself, or as the last part of a form. The grant comes as `Authorization: Bearer`; a plain form may carry it as the field `grant`, before `media`.':
    '文件边收边发给钉钉：文件就是请求体，或者是表单的最后一部分。上传凭证放在 `Authorization: Bearer` 中；普通表单可以放在 `media` 之前的 `grant` 字段里。',
  'The media type. A form may have it as a field instead.': '媒体类型。表单也可以用字段给出。',
  '`auto`: the type whose formats hold this file’s.': '`auto`：格式中包含该文件格式的那个类型。',
  'The file’s name, percent-encoded UTF-8: needed where the file is the body itself; in a form it wins over the one there. A missing extension is added.':
    '文件名，百分号编码的 UTF-8：文件就是请求体时必需；使用表单时，它优先于表单中的文件名。没有扩展名时会补上。',
  'The grant; only with `RELAY_GRANT_IN_QUERY=on`, for clients made for DingTalk.':
    '上传凭证；仅在 `RELAY_GRANT_IN_QUERY=on` 时有效，用于为钉钉编写的客户端。',
  'The file itself, under any content type but multipart.':
    '文件本身，内容类型可以是 multipart 以外的任何一种。',
  'The grant, where no header can carry it.': '上传凭证，用于无法设置请求头的情况。',
  'The file, with its name. It is the last part.': '文件，带文件名。必须是最后一部分。',
  'DingTalk has the file.': '钉钉已收到文件。',

  // GET /media/known
  'Ask whether a file needs no upload': '询问文件是否无需上传',
  'Found is only what the same subject uploaded before, under this name and type.':
    '只能找到同一凭证主体以同样的文件名和类型上传过的文件。',
  'The media type.': '媒体类型。',
  'As for the upload.': '与上传时相同。',
  'Of the file, in hex.': '文件的 SHA-256，十六进制。',
  'DingTalk has it already.': '钉钉已有这个文件。',

  // GET /media/rules
  'What the relay takes': '中继接受什么',
  'Needs no grant and may be cached. MB is 2^20 bytes.': '不需要上传凭证，可以缓存。MB 是 2^20 字节。',
  'The rules in force.': '当前生效的规则。',

  // POST /auth/dingtalk
  'Trade an auth code of DingTalk’s client for a grant': '用钉钉客户端的免登授权码换取上传凭证',
  'Only with `RELAY_DINGTALK_LOGIN=on`. The grant’s subject is the user id that DingTalk answers.':
    '仅在 `RELAY_DINGTALK_LOGIN=on` 时有效。凭证主体是钉钉返回的 userid。',
  'The organisation the page stands in.': '页面所在的组织。',
  'A grant for this user.': '这个用户的上传凭证。',

  // POST /dingtalk/callback
  'Take a push of DingTalk’s': '接收钉钉的推送',
  'Only with `DINGTALK_CALLBACK_TOKEN` and `DINGTALK_CALLBACK_AES_KEY`. Verified, decrypted, answered encrypted.':
    '仅在设置了 `DINGTALK_CALLBACK_TOKEN` 和 `DINGTALK_CALLBACK_AES_KEY` 时有效。先验签、解密，再以密文应答。',
  'DingTalk’s, or `msg_signature`.': '钉钉的签名，或使用 `msg_signature`。',
  'Seconds or milliseconds since 1970, or `timeStamp`.': '自 1970 年起的秒数或毫秒数，或使用 `timeStamp`。',
  'DingTalk’s random text.': '钉钉的随机文本。',
  'Taken.': '已接收。',

  // GET /healthz, /readyz, /metrics
  'Whether the process lives': '进程是否存活',
  'It does.': '存活。',
  'Whether it can upload': '是否可以上传',
  'It can.': '可以。',
  'It has no access token, or is shutting down.': '没有访问令牌，或正在关闭。',
  'Numbers for Prometheus': '供 Prometheus 采集的指标',
  'Not with `RELAY_METRICS=off`.': '`RELAY_METRICS=off` 时没有。',
  'Prometheus’ text format.': 'Prometheus 文本格式。',
}
