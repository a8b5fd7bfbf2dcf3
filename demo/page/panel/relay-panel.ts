/** What the relay says of itself, in a row: counts, bytes as a curve, how long DingTalk takes. */
import { html, nothing, svg, type TemplateResult } from 'lit'
import { formatSize } from '../phone/format-size.ts'
import type { Words } from '../words/en.ts'
import type { RelayView } from './relay-watch.ts'

interface RelayPanelOptions {
  readonly words: Words
  readonly view: RelayView | undefined
}

/** The panel; empty until the first figures are there. */
export function relayPanel({ words, view }: RelayPanelOptions): TemplateResult | typeof nothing {
  if (!view) return nothing
  const { uploaded, refused, inFlight, bytes, calls, callSeconds, tokenAtMs } = view.figures
  const lang = words.language
  const number = new Intl.NumberFormat(lang)
  const ms = new Intl.NumberFormat(lang, { style: 'unit', unit: 'millisecond', maximumFractionDigits: 0 })
  const minutes = new Intl.NumberFormat(lang, { style: 'unit', unit: 'minute' })
  const tokenAge = Math.floor((Date.now() - tokenAtMs) / 60_000)
  const figures: readonly (readonly [string, string])[] = [
    [words.panelUploaded, number.format(uploaded)],
    [words.panelRefused, number.format(refused)],
    [words.panelInFlight, number.format(inFlight)],
    [words.panelBytes, formatSize(bytes, lang)],
    [words.panelDingTalk, calls > 0 ? ms.format((1000 * callSeconds) / calls) : '–'],
    [words.panelToken, tokenAtMs > 0 ? minutes.format(tokenAge) : '–'],
  ]
  return html`<section class="relay-panel" aria-label=${words.panelTitle}>
    <header><h2>${words.panelTitle}</h2>${curve(view.bytesPerSecond)}</header>
    <dl>${figures.map(([name, value]) => html`<div><dt>${name}</dt><dd><bdi>${value}</bdi></dd></div>`)}</dl>
  </section>`
}

const WIDTH = 120
const HEIGHT = 24

/** Bytes by second as a line; its greatest value is its height. */
function curve(values: readonly number[]): TemplateResult {
  const greatest = Math.max(1, ...values)
  const points = values.map((value, index) => {
    const x = WIDTH - (values.length - 1 - index) * (WIDTH / 59)
    return `${x.toFixed(1)},${(HEIGHT - 1.5 - (value / greatest) * (HEIGHT - 3)).toFixed(1)}`
  })
  return html`<svg class="curve" viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true">
    ${svg`<polyline points=${points.join(' ')} />`}
  </svg>`
}
