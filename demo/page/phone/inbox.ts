/**
 * What has arrived in DingTalk. A work notice names a media_id and nothing else, so the medium is read
 * back by it, and its bytes are compared with the file that left this page.
 */
import { isMediaType, type MediaType } from '@dt-media/backend/contract'

/** A medium as the local DingTalk gave it back. */
export interface ReadMedia {
  readonly blob: Blob
  readonly url: string
  readonly name: string
  readonly size: number
  /** Whether the bytes are the sent ones; unknown for media that another page sent. */
  readonly same: boolean | undefined
}

export interface Message {
  readonly id: number
  readonly sentAt: number
  readonly mediaType: MediaType
  readonly mediaId: string
  readonly media: 'reading' | 'lost' | ReadMedia
}

/** One work notice as the local DingTalk tells it. */
interface Notice {
  readonly task_id: number
  readonly created_at: number
  readonly msg: { readonly link?: { readonly messageUrl: string; readonly title: string } }
  readonly media: readonly { media_id: string; type: MediaType; name: string; downloadUrl: string }[]
}

/** What a notice leads to. */
interface Lead {
  readonly mediaId: string
  readonly mediaType: MediaType
  readonly name: string
  readonly url: string
}

/** As many as one scrolls back through. */
const KEPT = 50

export class Inbox extends EventTarget {
  #messages: readonly Message[] = []
  readonly #sentFiles = new Map<string, File>()

  /** The messages so far, the oldest first; a new array whenever one changes. */
  get messages(): readonly Message[] {
    return this.#messages
  }

  /** Begins to listen; what came earlier comes first. */
  async open(emulatorUrl: string): Promise<void> {
    const source = new EventSource(`${emulatorUrl}/emulator/events`)
    source.addEventListener('notice', ({ data }: MessageEvent<string>) => this.#receive(JSON.parse(data)))
    source.addEventListener('reset', () => this.#show([]))
    const earlier: readonly Notice[] = await (await fetch(`${emulatorUrl}/emulator/notices`)).json()
    for (const notice of earlier) void this.#receive(notice)
  }

  /** Remembers which file a media_id was given for. */
  rememberSent(mediaId: string, file: File): void {
    this.#sentFiles.set(mediaId, file)
  }

  async #receive(notice: Notice): Promise<void> {
    const lead = leadOf(notice)
    const id = notice.task_id
    if (lead === undefined || this.#messages.some((other) => other.id === id)) return
    const { mediaType, mediaId } = lead
    const message: Message = { id, sentAt: notice.created_at, mediaType, mediaId, media: 'reading' }
    this.#show([...this.#messages, message])
    const media = await this.#read(lead).catch(() => 'lost' as const)
    this.#show(this.#messages.map((other) => (other.id === id ? { ...message, media } : other)))
  }

  async #read({ mediaId, name, url }: Lead): Promise<ReadMedia> {
    const answer = await fetch(url)
    if (!answer.ok) throw new Error(`The local DingTalk answered ${answer.status}`)
    const blob = await answer.blob()
    const sent = this.#sentFiles.get(mediaId)
    const same = sent && (await digest(sent)) === (await digest(blob))
    return { blob, url: URL.createObjectURL(blob), name, size: blob.size, same }
  }

  #show(messages: readonly Message[]): void {
    for (const { media } of messages.slice(0, -KEPT))
      if (typeof media !== 'string') URL.revokeObjectURL(media.url)
    this.#messages = messages.slice(-KEPT)
    this.dispatchEvent(new Event('change'))
  }
}

/** A notice shows a medium itself, or links to the app's page that shows it. */
function leadOf({ media: [shown], msg: { link } }: Notice): Lead | undefined {
  if (shown)
    return { mediaId: shown.media_id, mediaType: shown.type, name: shown.name, url: shown.downloadUrl }
  if (link === undefined) return undefined
  const { searchParams, pathname, search } = new URL(link.messageUrl)
  const mediaType = searchParams.get('type')
  if (!isMediaType(mediaType)) return undefined
  // By its path, for this page may have been opened at the machine's other name: localhost, 127.0.0.1.
  const url = `${pathname}${search}`
  return { mediaId: searchParams.get('media_id') ?? '', mediaType, name: link.title, url }
}

async function digest(blob: Blob): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer())
  return String(new Uint8Array(hash))
}
