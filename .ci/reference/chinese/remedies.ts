/** What the backend's tables of errcodes advise, in Chinese, by the English that stands there. */

export const REMEDIES: Readonly<Record<string, string>> = {
  // For an upload.
  'DingTalk is busy. The upload is tried again.': '钉钉繁忙。上传会自动重试。',
  'The token is of another organisation. Check the app key and the corp id.':
    '令牌属于另一个组织。请检查应用的 key 和 corpId。',
  'The token or the secret is wrong. A new token is fetched.': '令牌或 secret 有误。中继会取一个新的令牌。',
  'The token is not valid any more. A new one is fetched.': '令牌不再有效。中继会取一个新的。',
  'The token has expired. A new one is fetched.': '令牌已过期。中继会取一个新的。',
  'DingTalk does not take this media type.': '钉钉不接受这种媒体类型。',
  'DingTalk does not take this format.': '钉钉不接受这种格式。',
  'DingTalk finds the file too large or too small.': '钉钉认为文件过大或过小。',
  'A parameter is missing or wrong. Please report this.': '缺少参数，或参数有误。请报告给我们。',
  'The access token did not arrive. Please report this.': '访问令牌没有送达。请报告给我们。',
  'The organisation has not authorised the app.': '组织没有授权这个应用。',
  'DingTalk finds the file empty.': '钉钉认为文件是空的。',
  'DingTalk finds the file too large.': '钉钉认为文件过大。',
  'The call limit is reached. Wait, or ask for a higher one.':
    '已达到调用次数的上限。请等待，或申请更高的上限。',
  'The API is switched off for this app. Look at the developer console.':
    '这个应用的该接口已停用。请查看开发者后台。',
  'The app lacks the permission. Grant it in the developer console.':
    '应用缺少这项权限。请在开发者后台开通。',
  "The relay's address is not on the app's IP whitelist. Add it in the console.":
    '中继的地址不在应用的 IP 白名单中。请在开发者后台加入。',
  'Calls come too often. Lower RELAY_PACE.': '调用过于频繁。请调低 RELAY_PACE。',
  'DingTalk limits this API for everybody. The upload is tried again.':
    '钉钉正在对所有人限制这个接口。上传会自动重试。',
  'The app makes more than 20 calls a second. Lower RELAY_PACE.':
    '应用每秒的调用超过了 20 次。请调低 RELAY_PACE。',
  "The organisation's monthly calls are used up. Upgrade, or wait for the next month.":
    '组织当月的调用数已用完。请升级，或等到下个月。',
  'DingTalk refused the file. Look its number up in their list.':
    '钉钉拒绝了这个文件。请在钉钉的错误码列表中查找。',
  // For an access token.
  "The app's key or secret is wrong, or the app lives in the other region: look at DINGTALK_REGION, and copy both anew from the developer console.":
    '应用的 key 或 secret 有误，或应用属于另一个区域：请检查 DINGTALK_REGION，并从开发者后台重新复制两者。',
  'The suite key or secret is wrong, or the app lives in the other region: look at DINGTALK_REGION, and copy both anew from the developer console.':
    'suite key 或 suite secret 有误，或应用属于另一个区域：请检查 DINGTALK_REGION，并从开发者后台重新复制两者。',
  'The organisation has not authorised the app, or the corp id is wrong. It stands in the console, and in the address of every page with $CORPID$.':
    '组织没有授权这个应用，或 corpId 有误。corpId 可在开发者后台查到；首页地址写了 $CORPID$ 的，打开页面后地址里也有。',
  'The suite ticket is not the newest one, which alone is good. Push it again from the developer console; look whether the relay receives pushes.':
    'suiteTicket 不是最新的，而只有最新的有效。请在开发者后台重新推送，并检查中继能否收到推送。',
  "This machine's clock is more than a minute off. Let it be set by NTP.":
    '本机时钟的误差超过一分钟。请用 NTP 校时。',
  'DingTalk is busy. The relay tries again by itself.': '钉钉繁忙。中继会自动重试。',
  'A parameter is missing: is the key or the secret empty?': '缺少参数：key 或 secret 是否为空？',
  'The app lacks a permission. Grant it in the developer console.': '应用缺少权限。请在开发者后台开通。',
  "This machine's address is not on the app's IP whitelist. Add it in the developer console.":
    '本机的地址不在应用的 IP 白名单中。请在开发者后台加入。',
  'Calls come too often, or the key is empty. Wait a minute.': '调用过于频繁，或 key 为空。请等待一分钟。',
  'Calls come too often, or the secret is empty. Wait a minute.':
    '调用过于频繁，或 secret 为空。请等待一分钟。',
}
