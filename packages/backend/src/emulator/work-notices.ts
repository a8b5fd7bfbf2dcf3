/**
 * Work notices, the most common use of a media_id: checks a message as `asyncsend_v2` does, as far as
 * media are concerned, and keeps it, so that a demo can show what DingTalk's users would see.
 */

import { isMediaId, type MediaType } from '../contract/index.ts'
import type { ResolvedOptions } from './emulator-options.ts'
import type { EmulatorMedia, MediaShelf } from './media-shelf.ts'

/** A media that a notice shows, with a URL that needs no access token. */
export interface NoticeMedia extends EmulatorMedia {
  readonly downloadUrl: string
}

/** A notice that was sent. DingTalk's words are spelled as DingTalk spells them. */
export interface EmulatorNotice {
  readonly task_id: number
  /** Milliseconds since 1970. */
  readonly created_at: number
  readonly agent_id: unknown
  readonly userid_list: unknown
  readonly msgtype: string
  /** The message as it was sent. */
  readonly msg: Readonly<Record<string, unknown>>
  readonly media: readonly NoticeMedia[]
}

export interface WorkNotices {
  /** Checks and keeps a notice. */
  send(body: unknown): { readonly errcode: 0; readonly taskId: number } | { readonly errcode: number }
  /** The newest last. */
  list(): readonly EmulatorNotice[]
  clear(): void
}

export interface WorkNoticesOptions extends Pick<ResolvedOptions, 'now' | 'oversizeErrcode'> {
  readonly shelf: MediaShelf
  readonly downloadUrl: (mediaId: string) => string
  readonly onSent: (notice: EmulatorNotice) => void
}

const MAX_MESSAGE_BYTES = 2048
/** A file of up to 20 MB can be uploaded, but only one of 10 MB be sent. */
const MAX_SENT_FILE_BYTES = 10 * 2 ** 20
const MAX_LISTED = 1000

/** No notices yet. */
export function createWorkNotices({
  now,
  oversizeErrcode,
  shelf,
  downloadUrl,
  onSent,
}: WorkNoticesOptions): WorkNotices {
  let sent: EmulatorNotice[] = []
  let nextTaskId = 1

  function resolveMedia(mediaId: unknown, type: MediaType): EmulatorMedia | { readonly errcode: number } {
    if (mediaId === undefined || mediaId === '') return { errcode: 41006 }
    const media = isMediaId(mediaId) ? shelf.find(mediaId)?.media : undefined
    if (!media || media.type !== type) return { errcode: 40007 }
    return type === 'file' && media.size > MAX_SENT_FILE_BYTES ? { errcode: oversizeErrcode } : media
  }

  return {
    send(body) {
      const { agent_id, userid_list, dept_id_list, to_all_user, msg } = asRecord(body)
      const message = asRecord(msg)
      const content = asRecord(message[String(message.msgtype)])
      if (agent_id === undefined || !(userid_list || dept_id_list || to_all_user)) return { errcode: 40035 }
      if (typeof message.msgtype !== 'string' || Object.keys(content).length === 0) return { errcode: 40035 }
      if (Buffer.byteLength(JSON.stringify(message)) > MAX_MESSAGE_BYTES) return { errcode: 40035 }
      if (message.msgtype === 'voice' && !(Number(content.duration) > 0 && Number(content.duration) < 60)) {
        return { errcode: 40035 }
      }
      const media: NoticeMedia[] = []
      for (const [mediaId, type] of mediaIn(message.msgtype, content)) {
        const found = resolveMedia(mediaId, type)
        if ('errcode' in found) return found
        media.push({ ...found, downloadUrl: downloadUrl(found.media_id) })
      }
      const taskId = nextTaskId++
      const { msgtype } = message
      const notice = {
        task_id: taskId,
        created_at: now(),
        agent_id,
        userid_list,
        msgtype,
        msg: message,
        media,
      }
      sent = [...sent, notice].slice(-MAX_LISTED)
      onSent(notice)
      return { errcode: 0, taskId }
    },
    list: () => sent,
    clear() {
      sent = []
    },
  }
}

/** The media ids that a message shows. A picture may also be an ordinary URL, which is none of ours. */
function mediaIn(
  msgtype: string,
  content: Readonly<Record<string, unknown>>,
): (readonly [unknown, MediaType])[] {
  if (msgtype === 'image' || msgtype === 'voice' || msgtype === 'file') return [[content.media_id, msgtype]]
  const picture =
    msgtype === 'link' ? content.picUrl : msgtype === 'oa' ? asRecord(content.body).image : undefined
  if (!picture || /^https?:/.test(String(picture))) return []
  return [[picture, 'image']]
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
