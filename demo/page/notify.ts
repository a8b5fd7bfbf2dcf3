/** Tells the app's own server that a file is in DingTalk, as any page would; the server sends the work notice. */
import type { MediaType } from '@dt-media/backend/contract'

/** What `media-uploaded` brings, as far as this page needs it. */
export interface UploadedDetail {
  readonly media_id: string
  readonly type: MediaType
  readonly name: string
  readonly item: { readonly file?: File }
}

/** Hands the media_id to the app's server. */
export async function notifyApp({ media_id, type, name }: UploadedDetail): Promise<void> {
  await fetch('/demo/notify', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ media_id, type, name }),
  })
}
