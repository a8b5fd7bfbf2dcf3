/**
 * Records a voice message in the page: 16-bit mono PCM at 16 kHz, up to what the rule for voice holds. It
 * draws itself, several times a second, so that the element around it need not.
 */

import { MEDIA_RULES } from '@dt-media/backend/contract'
import { html, nothing, render } from 'lit'
import { parseSize } from '../checks/parse-size.ts'
import type { Locale } from '../messages/locale.ts'
import { type Microphone, type NoSound, openMicrophone } from './microphone.ts'
import { createResampler, SAMPLE_RATE } from './resample.ts'
import { WAV_HEADER_BYTES, wavFile } from './wav.ts'

export { styles } from './recorder-styles.ts'
export { words } from './words.ts'

/** Makes a file of what was recorded: 16-bit mono samples, so many a second. */
export type RecorderEncoder = (samples: Int16Array<ArrayBuffer>, sampleRate: number) => File | Promise<File>

/** The element around the recorder, as it is at the time. */
export interface RecorderHost {
  readonly locale: Locale
  readonly disabled: boolean
  /** The element's `max-size`, which may tighten the rule. */
  readonly maxSize: number | string | undefined
  readonly encoder: RecorderEncoder | undefined
  readonly take: (file: File) => Promise<void>
  readonly say: (text: string, region: 'status' | 'alert') => void
  /** It has begun or ended. */
  readonly changed: () => void
}

export interface Recorder {
  readonly element: HTMLElement
  readonly active: boolean
  /** Draws it as its host is now. */
  draw(): void
  /** Resolves when it records, or has said why it cannot. */
  start(): Promise<void>
  /** Ends it; what was recorded becomes a file, unless it is not wanted. */
  stop(discard?: boolean): Promise<void>
}

/** Bars of the waveform: the last two seconds or so. */
const BARS = 48

/** Firefox hears nothing where there are no loudspeakers, and does not say so. */
const PATIENCE_MS = 5000

/** Makes the recorder of one element. */
export function createRecorder(host: RecorderHost): Recorder {
  const element = document.createElement('div')
  element.className = 'recorder'
  element.part.add('recorder')
  let microphone: Microphone | undefined
  let samples = new Int16Array(0)
  let count = 0
  let levels: number[] = []
  let fault: NoSound | undefined
  let opening = false

  const secondsLeft = () => (samples.length - count) / SAMPLE_RATE

  const recorder: Recorder = {
    element,
    get active() {
      return !!microphone
    },
    draw() {
      const { say, duration } = host.locale
      const isRecording = !!microphone
      const template = isRecording
        ? html`<svg class="wave" viewBox="0 0 ${BARS * 4} 32" aria-hidden="true"><path d=${waveOf(levels)} /></svg>
            <span class="meta">${say('recording', { duration: duration(secondsLeft()) })}</span>
            <button type="button" class="act" aria-label=${say('discard')} title=${say('discard')} @click=${() => recorder.stop(true)}>
              ${icon('m6 6 12 12M18 6 6 18')}
            </button>
            <button type="button" class="rec" @click=${() => recorder.stop()}>${icon('M7 7h10v10H7z')}${say('stop')}</button>`
        : html`<button type="button" class="rec" ?disabled=${host.disabled} @click=${() => recorder.start()}>
              ${icon('M12 15a3 3 0 0 0 3-3V6a3 3 0 0 0-6 0v6a3 3 0 0 0 3 3M6 11v1a6 6 0 0 0 12 0v-1M12 18v3')}${say('record')}
            </button>
            ${fault ? html`<span part="error" class="error" dir="auto">${say(fault)}</span>` : nothing}`
      render(template, element)
    },
    async start() {
      if (microphone || opening || host.disabled) return
      opening = true
      fault = undefined
      count = 0
      levels = []
      const maxBytes = Math.min(MEDIA_RULES.voice.maxBytes, parseSize(host.maxSize ?? ''))
      samples = new Int16Array(Math.max(0, maxBytes - WAV_HEADER_BYTES) >> 1)
      let resample: ReturnType<typeof createResampler> | undefined
      const opened = await openMicrophone(
        (chunk) => {
          if (!microphone) return
          resample ??= createResampler(microphone.sampleRate)
          keep(resample(chunk))
        },
        () => {
          if (count === 0) complain('micBusy')
          recorder.stop()
        },
      )
      opening = false
      const { locale } = host
      if (typeof opened === 'string') {
        complain(opened)
      } else if (!element.isConnected) {
        opened.close()
      } else {
        microphone = opened
        host.say(locale.say('recording', { duration: locale.duration(secondsLeft()) }), 'status')
        setTimeout(() => {
          if (microphone !== opened || count > 0) return
          complain('micBusy')
          recorder.stop(true)
        }, PATIENCE_MS)
      }
      update()
    },
    async stop(discard = false) {
      if (!microphone) return
      microphone.close()
      microphone = undefined
      update()
      const recorded = samples.slice(0, count)
      samples = new Int16Array(0)
      if (discard || recorded.length === 0) return
      await host.take((await encoded(recorded)) ?? wavOf(recorded))
    },
  }

  /** By the page's encoder, if it has one that can. */
  const encoded = async (recorded: Int16Array<ArrayBuffer>): Promise<File | undefined> => {
    try {
      return await host.encoder?.(recorded, SAMPLE_RATE)
    } catch (error) {
      console.warn('<dt-media-upload> keeps a WAV file: recorderEncoder failed.', error)
      return
    }
  }

  const complain = (why: NoSound) => {
    fault = why
    host.say(host.locale.say(why), 'alert')
  }

  const update = () => {
    // The button that had the focus is gone; the one that follows from it stands in its place.
    const hadFocus = element.contains((element.getRootNode() as ShadowRoot).activeElement)
    recorder.draw()
    if (hadFocus) element.querySelector<HTMLElement>('.rec')?.focus()
    host.changed()
  }

  const keep = (chunk: Int16Array) => {
    const fitting = chunk.subarray(0, samples.length - count)
    samples.set(fitting, count)
    count += fitting.length
    levels = [...levels, fitting.reduce((peak, value) => Math.max(peak, Math.abs(value)), 0)].slice(-BARS)
    if (count < samples.length) recorder.draw()
    else recorder.stop()
  }

  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !microphone) return
    event.preventDefault()
    recorder.stop(true)
  })
  return recorder
}

function wavOf(recorded: Int16Array<ArrayBuffer>): File {
  // A day and a time to the millisecond: no two are the same.
  return wavFile(recorded, SAMPLE_RATE, `recording-${new Date().toISOString().replace(/\D/g, '')}`)
}

/** One upright stroke for each level, from the left; a quiet one is a dot. */
function waveOf(levels: readonly number[]): string {
  return levels
    .map((level, index) => {
      // Speech is seldom half as loud as the loudest sound.
      const height = Math.min(14, (level / 32_767) * 28)
      return `M${index * 4 + 2} ${16 - height}v${height * 2}`
    })
    .join('')
}

function icon(path: string) {
  return html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${path} /></svg>`
}
