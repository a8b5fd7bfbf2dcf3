/**
 * What DingTalk's messages ask for beside the `media_id`, as far as this browser can tell it
 * without decoding the file: the size of a picture, the duration of a recording or video.
 */

import type { MediaType } from '@dt-media/backend/contract'
import type { MediaFacts } from '../queue/events.ts'
import { amrDurationMs } from './amr-duration.ts'

/** A browser that knows the format answers in a few milliseconds; others may never. */
const PATIENCE_MS = 2000

/** The facts of a file; none for a document, or what the browser cannot play. */
export function readMediaFacts(file: File, type: MediaType): Promise<MediaFacts> {
  if (type === 'file') return Promise.resolve({})
  const url = URL.createObjectURL(file)
  const reading = type === 'image' ? pictureFacts(url) : soundFacts(file, url, type)
  const timeout = new Promise<MediaFacts>((resolve) => setTimeout(resolve, PATIENCE_MS, {}))
  return Promise.race([reading, timeout])
    .catch(() => ({}))
    .finally(() => URL.revokeObjectURL(url))
}

function pictureFacts(url: string): Promise<MediaFacts> {
  return new Promise((resolve, reject) => {
    const picture = new Image()
    picture.onload = () => resolve({ width: picture.naturalWidth, height: picture.naturalHeight })
    picture.onerror = reject
    picture.src = url
  })
}

async function soundFacts(file: File, url: string, type: MediaType): Promise<MediaFacts> {
  const duration_ms = type === 'voice' && amrDurationMs(new Uint8Array(await file.arrayBuffer()))
  if (duration_ms !== false && duration_ms !== undefined) return { duration_ms }
  // Web views leave the type empty.
  const named = `${type === 'voice' ? 'audio' : 'video'}/${file.name.replace(/^.*\./, '').toLowerCase()}`
  return playableFacts(url, file.type || named)
}

function playableFacts(url: string, contentType: string): Promise<MediaFacts> {
  return new Promise((resolve, reject) => {
    const player = document.createElement('video')
    // There are players that hang the page over a file of a format they do not know.
    if (!player.canPlayType(contentType)) return resolve({})
    player.preload = 'metadata'
    player.onloadedmetadata = () => {
      const { duration, videoWidth: width, videoHeight: height } = player
      const duration_ms = Math.round(duration * 1000)
      const length = Number.isFinite(duration_ms) ? { duration_ms } : {}
      resolve(width > 0 ? { width, height, ...length } : length)
    }
    player.onerror = reject
    player.src = url
  })
}
