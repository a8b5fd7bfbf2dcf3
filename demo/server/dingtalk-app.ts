/**
 * An app at DingTalk, as anybody's own server would be one: it holds the key, gets an access token,
 * sends work notices and reads media back.
 */
import type { MediaType } from '@dt-media/backend/contract'

export interface UploadedMedia {
  readonly media_id: string
  readonly type: MediaType
  readonly name: string
  readonly duration_ms?: number
}

export interface DingTalkApp {
  /** Sends a work notice that shows the medium. Throws when DingTalk refuses it. */
  notify(media: UploadedMedia): Promise<void>
  /** The medium's bytes, as DingTalk answers them. */
  download(mediaId: string): Promise<Response>
}

interface DingTalkAppOptions {
  readonly oapiUrl: string
  readonly appKey: string
  readonly appSecret: string
  /** Where a message can lead to that DingTalk itself cannot show. */
  readonly mediaPage: string
}

type DingTalkAnswer = { readonly errcode: number; readonly errmsg: string; readonly access_token?: string }

/** Signs in when it is first needed. */
export function createDingTalkApp({
  oapiUrl,
  appKey,
  appSecret,
  mediaPage,
}: DingTalkAppOptions): DingTalkApp {
  // DingTalk answers a repeated call with the same token, renewed, so a demo needs to keep none.
  const urlFor = async (path: string, query: Record<string, string> = {}) => {
    const answer = await fetch(
      new URL(`/gettoken?${new URLSearchParams({ appkey: appKey, appsecret: appSecret })}`, oapiUrl),
    )
    const { access_token, errmsg }: DingTalkAnswer = await answer.json()
    if (access_token === undefined) throw new Error(`No access token: ${errmsg}`)
    return new URL(`${path}?${new URLSearchParams({ access_token, ...query })}`, oapiUrl)
  }

  const send = async (msg: object): Promise<DingTalkAnswer> => {
    const answer = await fetch(await urlFor('/topapi/message/corpconversation/asyncsend_v2'), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ agent_id: 1, userid_list: 'visitor', msg }),
    })
    return await answer.json()
  }

  return {
    async notify(media) {
      const message = mediaMessage(media)
      let answer = message && (await send(message))
      // No notice shows a video, nor a file above 10 MB: such a message links to a page of the app's own.
      if (answer?.errcode !== 0) answer = await send(linkMessage(media, mediaPage))
      if (answer.errcode !== 0)
        throw new Error(`DingTalk refused the notice: ${answer.errcode} ${answer.errmsg}`)
    },
    async download(mediaId) {
      return await fetch(await urlFor('/media/downloadFile', { media_id: mediaId }))
    },
  }
}

function mediaMessage({ type, media_id, duration_ms = 1000 }: UploadedMedia): object | undefined {
  if (type === 'video') return undefined
  if (type !== 'voice') return { msgtype: type, [type]: { media_id } }
  const seconds = Math.min(59, Math.max(1, Math.round(duration_ms / 1000)))
  return { msgtype: 'voice', voice: { media_id, duration: String(seconds) } }
}

function linkMessage({ type, media_id, name }: UploadedMedia, mediaPage: string): object {
  const messageUrl = `${mediaPage}?${new URLSearchParams({ media_id, type, name })}`
  return {
    msgtype: 'link',
    link: { messageUrl, picUrl: new URL('/page/icon.svg', mediaPage), title: name, text: type },
  }
}
