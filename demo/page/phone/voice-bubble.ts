/** A voice message as chats show it: play, the loudness as bars, the length. The bars are of the sound itself. */
import { html, LitElement, type TemplateResult } from 'lit'
import { icon } from '../icons.ts'
import type { Words } from '../words/en.ts'

const BARS = 26

class VoiceBubble extends LitElement {
  static override properties = {
    media: { attribute: false },
    words: { attribute: false },
    bars: { state: true },
    seconds: { state: true },
    played: { state: true },
  }

  declare media: Blob
  declare words: Words
  declare bars: readonly number[] | undefined
  declare seconds: number
  declare played: number
  #audio: HTMLAudioElement | undefined
  #frame = 0

  constructor() {
    super()
    this.seconds = 0
    this.played = 0
  }

  protected override createRenderRoot(): this {
    return this
  }

  protected override firstUpdated(): void {
    void this.#measure()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    cancelAnimationFrame(this.#frame)
    this.#audio?.pause()
  }

  protected override render(): TemplateResult {
    const { bars, words } = this
    if (bars?.length === 0) return html`<span class="voice-unplayable">${words.unplayable}</span>`
    const playing = this.#audio !== undefined && !this.#audio.paused
    return html`
      <button class="voice-play" type="button" aria-label=${playing ? words.pause : words.play} @click=${this.#toggle}>
        ${icon(playing ? 'pause' : 'play')}
      </button>
      <span class="voice-bars" dir="ltr" aria-hidden="true">
        ${(bars ?? new Array<number>(BARS).fill(0)).map(
          (loudness, index) =>
            html`<i ?data-played=${index / BARS < this.played} style="block-size:${3 + Math.round(loudness * 21)}px"></i>`,
        )}
      </span>
      <span class="voice-length">${Math.max(1, Math.round(this.seconds))}″</span>
    `
  }

  async #measure(): Promise<void> {
    try {
      const context = new OfflineAudioContext(1, 1, 16000)
      const sound = await context.decodeAudioData(await this.media.arrayBuffer())
      this.seconds = sound.duration
      this.bars = measureLoudness(sound.getChannelData(0))
    } catch {
      this.bars = [] // AMR, for one, is played by no browser
    }
  }

  readonly #toggle = async (): Promise<void> => {
    const audio = this.#audio ?? this.#createAudio()
    if (audio.paused) await audio.play()
    else audio.pause()
    this.#follow()
  }

  #createAudio(): HTMLAudioElement {
    const audio = new Audio(URL.createObjectURL(this.media))
    this.#audio = audio
    return audio
  }

  readonly #follow = (): void => {
    const audio = this.#audio
    if (audio === undefined) return
    this.played = audio.ended || audio.paused ? 0 : audio.currentTime / (audio.duration || 1)
    if (!audio.paused) this.#frame = requestAnimationFrame(this.#follow)
    this.requestUpdate()
  }
}

function measureLoudness(samples: Float32Array): number[] {
  const step = Math.max(1, Math.floor(samples.length / BARS))
  const peaks = Array.from({ length: BARS }, (_, bar) =>
    samples
      .subarray(bar * step, (bar + 1) * step)
      .reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0),
  )
  const loudest = Math.max(...peaks, 0.01)
  return peaks.map((peak) => peak / loudest)
}

customElements.define('voice-bubble', VoiceBubble)
