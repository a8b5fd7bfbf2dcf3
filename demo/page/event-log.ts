/** What the element tells the page, as it happens: name, time and the detail in one line. */
import { html, type TemplateResult } from 'lit'
import { icon } from './icons.ts'
import type { Words } from './words/en.ts'

const EVENTS = [
  'media-add',
  'media-rejected',
  'media-fitted',
  'media-upload',
  'media-progress',
  'media-uploaded',
  'media-failed',
  'media-remove',
  'media-removed',
  'media-complete',
  'change',
  'invalid',
] as const

const KEPT = 200

export interface LogEntry {
  readonly id: number
  readonly at: number
  readonly name: string
  readonly detail: string
}

export interface EventLogOptions {
  readonly log: readonly LogEntry[]
  readonly words: Words
  readonly open: boolean
  readonly fold: (open: boolean) => void
}

/** Calls back with each event of the uploaders below `root`; `invalid` does not bubble, so it is caught on its way down. */
export function listenToUploaders(root: HTMLElement, tell: (entry: LogEntry) => void): void {
  let id = 0
  for (const name of EVENTS) {
    root.addEventListener(
      name,
      (event) => {
        if (!(event.target instanceof Element) || event.target.localName !== 'dt-media-upload') return
        const detail: unknown = event instanceof CustomEvent ? event.detail : undefined
        tell({ id: id++, at: Date.now(), name, detail: detail ? JSON.stringify(detail, plain) : '' })
      },
      { capture: true },
    )
  }
}

/** The log with one more entry; of an item's progress only the newest stays, so that it does not bury the rest. */
export function appendEntry(log: readonly LogEntry[], entry: LogEntry): readonly LogEntry[] {
  const last = log.at(-1)
  const kept = entry.name === 'media-progress' && last?.name === entry.name ? log.slice(0, -1) : log
  return [...kept.slice(-KEPT), entry]
}

/** The log, folded; its entries are written only while it is open, so that a thousand uploads cost nothing. */
export function eventLog({ log, words, open, fold }: EventLogOptions): TemplateResult {
  return html`<details class="log" ?open=${open} @toggle=${(event: Event) => fold((event.currentTarget as HTMLDetailsElement).open)}>
    <summary>${icon('chevron')}<span>${words.events}</span><b>${log.length}</b><code dir="ltr">${log.at(-1)?.name ?? ''}</code></summary>
    ${log.length === 0 ? html`<p>${words.noEvents}</p>` : ''}
    ${open ? entryList(log, words) : ''}
  </details>`
}

function entryList(log: readonly LogEntry[], words: Words): TemplateResult {
  return html`<ol dir="ltr" tabindex="0" aria-label=${words.events}>
    ${log.toReversed().map((entry) => html`<li><time>${clock(entry.at)}</time><b>${entry.name}</b> <code>${entry.detail}</code></li>`)}
  </ol>`
}

function plain(_key: string, value: unknown): unknown {
  if (value instanceof File) return value.name
  return typeof value === 'number' ? Math.round(value * 10) / 10 : value
}

function clock(at: number): string {
  return new Date(at).toISOString().slice(14, 23)
}
