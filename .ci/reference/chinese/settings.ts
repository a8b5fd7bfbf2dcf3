/** The settings' groups and what each setting does, in Chinese, by the English of the relay's own table. */

export const SETTINGS: Readonly<Record<string, string>> = {
  DingTalk: '钉钉',
  'A third-party app': '第三方企业应用',
  'Another DingTalk': '其他钉钉地址',
  'Where it listens': '监听地址',
  'Who may upload': '谁可以上传',
  'What, and how much': '传什么，传多少',
  'How long': '时间限制',
  'What it remembers': '记住什么',
  'What it tells': '输出什么',

  'Which DingTalk: intl (dingtalk.io) or cn (dingtalk.com)':
    '使用哪个钉钉：intl（dingtalk.io）或 cn（dingtalk.com）',
  "The internal app's key (client id)": '企业内部应用的 key（client id）',
  "The internal app's secret": '企业内部应用的 secret',
  "Which of DingTalk's ways to an access token: oapi, v1 or unified":
    '通过钉钉的哪种接口取得访问令牌：oapi、v1 或 unified',
  "A third-party enterprise app's key": '第三方企业应用的 key',
  "A third-party enterprise app's secret": '第三方企业应用的 secret',
  'A fixed suite ticket, for customised and test apps; else it comes by push':
    '固定的 suiteTicket，用于定制应用和测试应用；否则由钉钉推送',
  "The organisation to upload for, unless a grant's corp names another":
    '为哪个组织上传，除非上传凭证的 corp 另有指定',
  'Organisations that a grant may name, comma-separated (DINGTALK_CORP_ID)':
    '上传凭证可以指定的组织，逗号分隔（DINGTALK_CORP_ID）',
  'Verifies what DingTalk pushes': '校验钉钉的推送',
  'Decrypts what DingTalk pushes: 43 characters': '解密钉钉的推送：43 个字符',
  'Whether pushes come over the Stream gateway instead of the callback route':
    '推送是否经由 Stream 网关，而不是回调地址',
  "Overrides the region's older API host": '取代该区域的旧版 API 地址',
  "Overrides the region's newer API host": '取代该区域的新版 API 地址',
  'Where the relay listens': '监听的地址',
  'Where the relay listens; 0 for any free port': '监听的端口；0 表示任意空闲端口',
  'Prefix of every route': '所有路径的前缀',
  "How many proxies in front may be believed about the client's address":
    '判断客户端地址时，信任前面几层代理',
  'grant: only with an upload grant; none: anyone may upload (grant, if there is a secret)':
    'grant：必须持有上传凭证；none：任何人都可以上传（有密钥时为 grant）',
  'Signs and verifies grants: 32 bytes or more; comma-separated: the first signs, all verify':
    '签发和校验上传凭证：至少 32 字节；可用逗号分隔多个，第一个用于签发，全部用于校验',
  'A grant that lives longer is refused': '有效期超过它的上传凭证会被拒绝',
  "Whether the query's access_token may hold the grant": '查询参数 access_token 是否可以携带上传凭证',
  'Origins whose pages may upload, comma-separated': '允许上传的页面来源，逗号分隔',
  "Whether pages inside DingTalk's client get a grant for its auth code: POST /auth/dingtalk":
    '钉钉客户端内的页面是否可以用免登授权码换取上传凭证：POST /auth/dingtalk',
  "Rules tighter than DingTalk's, as JSON": '比钉钉更严的规则，JSON 格式',
  'Uploads in flight; one more is answered 503': '同时进行的上传数；再多一个返回 503',
  "Uploads in flight of one grant's subject, else of one address; one more is answered 429":
    '同一凭证主体（没有凭证时为同一地址）同时进行的上传数；再多一个返回 429',
  "Uploads a minute of one grant's subject, else of one address; 0 turns it off":
    '同一凭证主体（没有凭证时为同一地址）每分钟的上传数；0 表示不限',
  'Uploads to DingTalk a second; 0 turns it off': '每秒向钉钉上传的次数；0 表示不限',
  'Uploads to DingTalk a month: a warning at 80 %, none above; 0 turns it off':
    '每月向钉钉上传的次数：到 80 % 时警告，用完后不再上传；0 表示不限',
  'Bodies without a length: buffer (bounded) or refuse (411)':
    '未声明长度的请求体：buffer（有上限地缓存）或 refuse（返回 411）',
  'Bytes a second a client must average after 10 s; 0 turns it off':
    '10 秒之后客户端平均每秒至少发送的字节数；0 表示不限',
  'How long a client may send nothing': '客户端最长多久可以不发送任何内容',
  'How long one upload may take': '一次上传最长多久',
  'How long DingTalk may be silent': '钉钉最长多久可以没有回应',
  'How long uploads may go on after SIGTERM': '收到 SIGTERM 之后，上传最长还可以进行多久',
  'Where replicas share their state: redis://host:6379; without it, each has its own':
    '多个副本共享状态的地方：redis://host:6379；不设置则各自保存',
  'Whether to remember files by their hash, so that they are sent once; only with grants':
    '是否按哈希记住文件，使同一文件只发送一次；仅在使用上传凭证时有效',
  'What is logged: trace, debug, info, warn, error or silent':
    '记录哪些日志：trace、debug、info、warn、error 或 silent',
  'json, or pretty, which it is on a terminal': 'json，或 pretty（在终端上的默认值）',
  'Whether there is /metrics': '是否提供 /metrics',
}
