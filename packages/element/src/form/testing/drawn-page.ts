/** Pages that a server has drawn, in frames: before the script, after it, and without one. */

import type { DtMediaUpload } from '../../dt-media-upload.ts'
import { until } from './mounted-upload.ts'
import type { DrawnPage } from './serve-drawn-pages.ts'

export interface OpenPage {
  readonly window: Window & typeof globalThis
  readonly document: Document
  readonly element: DtMediaUpload
  readonly root: ShadowRoot
  /** What the console was told, and what the policy objected to. */
  readonly complaints: string[]
  /** Runs an entry of the package in the page; resolves when the element has been drawn by it. */
  readonly run: (entry: 'hydrate' | 'index') => Promise<void>
}

/** Opens a page and waits until it has been read; `isScripted` false: as in a browser without script. */
export async function openDrawn(page: DrawnPage, isScripted = true): Promise<OpenPage> {
  const frame = document.createElement('iframe')
  frame.width = '600'
  frame.height = '800'
  if (!isScripted) frame.setAttribute('sandbox', 'allow-same-origin allow-forms')
  frame.src = `/drawn/page?of=${encodeURIComponent(JSON.stringify(page))}`
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }))
  document.body.append(frame)
  await loaded
  const window = frame.contentWindow as OpenPage['window']
  const element = window.document.querySelector('dt-media-upload') as DtMediaUpload
  const complaints: string[] = []
  window.document.addEventListener('securitypolicyviolation', ({ violatedDirective }) =>
    complaints.push(violatedDirective),
  )
  if (isScripted) {
    for (const level of ['warn', 'error'] as const) {
      window.console[level] = (text: unknown) => {
        if (!String(text).startsWith('Lit is in dev mode')) complaints.push(String(text))
      }
    }
    window.addEventListener('error', ({ message }) => complaints.push(message))
    window.addEventListener('unhandledrejection', ({ reason }) => complaints.push(String(reason)))
  }
  const run = async (entry: string) => {
    const script = window.document.createElement('script')
    script.type = 'module'
    const url = `/packages/element/src/${entry}.ts`
    const policy = trustedTypesOf(window)?.createPolicy('test', { createScriptURL: (text) => text })
    script.src = policy?.createScriptURL(url) ?? url
    window.document.body.append(script)
    await window.customElements.whenDefined('dt-media-upload')
    await until(() => element.hasUpdated)
    await element.updateComplete
  }
  return {
    window,
    element,
    complaints,
    run,
    get document() {
      // Another one after the form was sent.
      return frame.contentDocument as Document
    },
    get root() {
      return element.shadowRoot as ShadowRoot
    },
  }
}

interface Policies {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): string }
}

function trustedTypesOf(window: object): Policies | undefined {
  return (window as { trustedTypes?: Policies }).trustedTypes
}

/** Puts files into an input as a person would. */
export function pickIn(input: HTMLInputElement | null | undefined, ...files: File[]): void {
  const transfer = new DataTransfer()
  for (const file of files) transfer.items.add(file)
  if (input) input.files = transfer.files
}

/** Sends the form of a page; resolves with the entries that its server got. */
export async function send(page: OpenPage): Promise<(readonly [name: string, value: string])[]> {
  page.document.querySelector('form')?.submit()
  await until(() => page.document?.readyState === 'complete' && page.document.URL.endsWith('/drawn/echo'))
  return JSON.parse(page.document.body.textContent ?? '')
}
