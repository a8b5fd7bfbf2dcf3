/** A video message: a still with a play button on it, which a click starts and stops. */
import { html, type TemplateResult } from 'lit'
import { icon } from '../icons.ts'

/** The film as a button. */
export function filmBubble(url: string, label: string): TemplateResult {
  return html`<button class="bubble bubble-film" type="button" aria-label=${label} @click=${toggle}>
    <video src=${url} muted playsinline preload="auto" @play=${tellState} @pause=${tellState} @ended=${tellState}></video>
    <span>${icon('play')}</span>
  </button>`
}

function toggle({ currentTarget }: Event): void {
  const video = currentTarget instanceof Element ? currentTarget.querySelector('video') : null
  if (video?.paused) void video.play()
  else video?.pause()
}

function tellState({ currentTarget }: Event): void {
  if (!(currentTarget instanceof HTMLVideoElement)) return
  currentTarget.parentElement?.toggleAttribute('data-playing', !currentTarget.paused && !currentTarget.ended)
}
