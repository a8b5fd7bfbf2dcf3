/** The whole page as one template: state in, markup out. */
import { html, type TemplateResult } from 'lit'
import type { ChoiceName, Choices } from './choices.ts'
import { type Choose, picker, segments, toggle } from './controls.ts'
import { type EventLogOptions, eventLog } from './event-log.ts'
import { icon } from './icons.ts'
import { relayPanel } from './panel/relay-panel.ts'
import type { RelayView } from './panel/relay-watch.ts'
import type { Message } from './phone/inbox.ts'
import { phone } from './phone/phone.ts'
import { plainForm } from './plain-form.ts'
import { SAMPLES, type Sample } from './samples/samples.ts'
import { snippetCard } from './snippet.ts'
import { type Story, storyView } from './story/story.ts'
import type { Words } from './words/en.ts'

export interface DemoPageOptions extends Omit<EventLogOptions, 'open'> {
  readonly logOpen: boolean
  readonly choices: Choices
  readonly choose: Choose
  readonly trySample: (sample: Sample) => void
  readonly startUpload: () => void
  readonly messages: readonly Message[]
  /** What just happened. */
  readonly story: Story | undefined
  /** What the relay says of itself. */
  readonly relay: RelayView | undefined
  /** Where the page's uploads go: through the line that the network setting slows or cuts. */
  readonly endpoint: string
  readonly addresses: { readonly page: string; readonly relay: string; readonly emulator: string }
}

const SWITCHES = ['multiple', 'manual', 'fit', 'sortable', 'record'] as const satisfies readonly ChoiceName[]

/** The page. */
export function demoPage(options: DemoPageOptions): TemplateResult {
  const { words, choices, choose, messages } = options
  return html`
    <header class="top">
      <p class="wordmark"><span>${icon('up')}</span>dt-media</p>
      <div class="top-choices">
        ${picker({ name: 'lang', label: words.lang, labelOf: nameOfLanguage, choices, choose })}
        ${segments({ name: 'dir', label: words.dir, labels: words.dirs, choices, choose })}
        ${segments({ name: 'theme', label: words.theme, labels: words.themes, choices, choose })}
      </div>
    </header>
    <main>
      <div class="stage">
        <div class="intro"><h1>${words.headline}</h1><p>${words.intro}</p></div>
        <div class="try">
          ${uploader(options)} ${storyView(options.story, words)} ${samples(options)}
          ${relayPanel({ words, view: options.relay })}
        </div>
        ${settings(words, choices, choose)}
        <aside class="side">
          ${phone({ words, messages })} ${eventLog({ ...options, open: options.logOpen })}
        </aside>
      </div>
      <div class="more">${plainForm(options.endpoint, choices, words)} ${snippetCard(choices, words)}</div>
    </main>
    <footer>${addresses(options)}</footer>
  `
}

function uploader({ words, choices, endpoint, startUpload }: DemoPageOptions): TemplateResult {
  return html`<section class="card uploader" aria-label=${words.uploaderTitle}>
    <dt-media-upload
      id="uploader"
      endpoint=${endpoint}
      media-type=${choices.mediaType}
      layout=${choices.layout}
      ?multiple=${choices.multiple === 'on'}
      ?manual=${choices.manual === 'on'}
      ?fit=${choices.fit === 'on'}
      ?sortable=${choices.sortable === 'on'}
      ?record=${choices.record === 'on'}
    ></dt-media-upload>
    ${choices.manual === 'off' ? '' : html`<button class="primary" type="button" @click=${startUpload}>${words.startUpload}</button>`}
  </section>`
}

function samples({ words, trySample }: DemoPageOptions): TemplateResult {
  return html`<section class="samples">
    <h2>${words.tryThese}</h2>
    <div class="sample-row">
      ${SAMPLES.map(
        (
          sample,
        ) => html`<button class="quiet" type="button" data-sample=${sample.name} @click=${() => trySample(sample)}>
          ${icon(sample.icon)}<bdi>${words.samples[sample.name]}</bdi>
        </button>`,
      )}
    </div>
  </section>`
}

function settings(words: Words, choices: Choices, choose: Choose): TemplateResult {
  return html`<section class="settings" aria-label=${words.settings}>
    ${segments({ name: 'mediaType', label: words.mediaType, labels: words.mediaTypes, choices, choose })}
    ${segments({ name: 'layout', label: words.layout, labels: words.layouts, choices, choose })}
    ${segments({ name: 'network', label: words.network, labels: words.networks, choices, choose })}
    ${segments({ name: 'fault', label: words.fault, labels: words.faults, choices, choose })}
    <fieldset class="switches">
      <legend>${words.files}</legend>
      ${SWITCHES.map((name) => toggle(words[name], choices[name] === 'on', (on) => choose(name, on ? 'on' : 'off')))}
    </fieldset>
  </section>`
}

/** As its speakers call it. */
function nameOfLanguage(lang: string): string {
  return new Intl.DisplayNames(lang, { type: 'language', languageDisplay: 'standard' }).of(lang) ?? lang
}

function addresses({ words, addresses }: DemoPageOptions): TemplateResult {
  return html`<p>${words.running}</p>
    <dl>
      <div class="address"><dt>${words.page}</dt><dd dir="ltr">${addresses.page}</dd></div>
      <div class="address"><dt>${words.relay}</dt><dd dir="ltr">${addresses.relay}</dd></div>
      <div class="address"><dt>${words.emulator}</dt><dd dir="ltr">${addresses.emulator}</dd></div>
    </dl>`
}
