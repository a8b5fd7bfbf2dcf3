/** One work notice: the medium as a person sees it in a chat, and below it whether the bytes are those that were sent. */
import { html, nothing, type TemplateResult } from 'lit'
import { icon } from '../icons.ts'
import type { Words } from '../words/en.ts'
import { filmBubble } from './film-bubble.ts'
import { formatSize } from './format-size.ts'
import type { Message, ReadMedia } from './inbox.ts'
import './voice-bubble.ts'

export interface MessageOptions {
  readonly words: Words
}

/** The message in the conversation. */
export function messageView(message: Message, options: MessageOptions): TemplateResult {
  const { words } = options
  const time = new Intl.DateTimeFormat(words.language, { hour: '2-digit', minute: '2-digit' }).format(
    message.sentAt,
  )
  return html`<article class="message" data-media-type=${message.mediaType}>
    <div class="message-avatar">${icon('up')}</div>
    <div class="message-body">
      <p class="message-from"><span>${words.appName}</span><time><bdi>${time}</bdi></time></p>
      ${bubble(message, options)}
      <p class="message-proof">
        ${proof(message.media, options)}<code dir="ltr" title=${message.mediaId}>${shorten(message.mediaId)}</code>
      </p>
    </div>
  </article>`
}

function bubble({ media, mediaType }: Message, options: MessageOptions): TemplateResult {
  const { words } = options
  if (media === 'reading') return html`<div class="bubble bubble-reading" aria-busy="true"></div>`
  if (media === 'lost') return html`<div class="bubble bubble-lost">${words.lostMedia}</div>`
  if (mediaType === 'image')
    return html`<img class="bubble bubble-picture" src=${media.url} alt=${media.name} />`
  if (mediaType === 'video') return filmBubble(media.url, `${words.play} ${media.name}`)
  if (mediaType === 'voice') {
    return html`<voice-bubble class="bubble" .media=${media.blob} .words=${words}></voice-bubble>`
  }
  return fileCard(media, options)
}

function fileCard({ url, name, size }: ReadMedia, { words }: MessageOptions): TemplateResult {
  const format = name.slice(name.lastIndexOf('.') + 1)
  return html`<a class="bubble bubble-file" href=${url} download=${name} title=${words.save}>
    <span class="bubble-file-name"><b dir="auto">${name}</b><small><bdi>${formatSize(size, words.language)}</bdi></small></span>
    <span class="bubble-file-format" data-format=${format}>${format}</span>
  </a>`
}

function proof(media: Message['media'], { words }: MessageOptions): TemplateResult | typeof nothing {
  if (typeof media === 'string') return nothing
  const size = html`<bdi>${formatSize(media.size, words.language)}</bdi>`
  if (media.same === undefined) return html`<span>${size}</span>`
  return media.same
    ? html`<span class="message-same">${icon('check')}${size} · ${words.sameBytes}</span>`
    : html`<span class="message-differs">${size} · ${words.otherBytes}</span>`
}

function shorten(mediaId: string): string {
  return mediaId.length > 14 ? `${mediaId.slice(0, 7)}…${mediaId.slice(-4)}` : mediaId
}
