/**
 * A still of a video, for DingTalk's video message wants one (`picMediaId`). Where the browser cannot
 * decode the video there is none, and that is no error.
 */

import { render } from '../prepare/canvas.ts'

/** A browser that can decode it has a frame within this time. */
const PATIENCE_MS = 5000
/** As large as a phone shows it. */
const MAX_SIDE = 1280
const SAMPLE = 16

/** A frame of the video as a JPEG named after it; nothing where there is none to be had. */
export async function takePoster(file: File, signal: AbortSignal): Promise<File | undefined> {
  const player = document.createElement('video')
  // There are players that hang the page over a file of a format they do not know.
  if (!player.canPlayType(file.type || 'video/mp4')) return undefined
  const url = URL.createObjectURL(file)
  // iOS loads nothing of a video that may sound or fill the screen.
  player.muted = player.playsInline = true
  player.preload = 'auto'
  try {
    player.src = url
    await heard(player, 'loadeddata', signal)
    const { duration, videoWidth, videoHeight } = player
    const scale = Math.min(1, MAX_SIDE / Math.max(videoWidth, videoHeight))
    const size = { width: Math.round(videoWidth * scale), height: Math.round(videoHeight * scale) }
    if (!size.width || !size.height) return undefined
    // Many begin with black.
    for (const at of [Math.min(1, duration / 10), duration / 4, duration / 2]) {
      if (!Number.isFinite(at)) break
      const sought = heard(player, 'seeked', signal)
      player.currentTime = at
      await sought
      if (!isDark(player)) break
    }
    const blob = await render({ ...size, source: player, close: () => {} }, size, 'image/jpeg', 0.85)
    return new File([blob], `${file.name.replace(/\.[^.]*$/, '')}.jpg`, { type: blob.type })
  } catch {
    return undefined
  } finally {
    // Else it keeps the file and its decoder.
    player.removeAttribute('src')
    player.load()
    URL.revokeObjectURL(url)
  }
}

function heard(player: HTMLVideoElement, name: string, signal: AbortSignal): Promise<unknown> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) reject()
    setTimeout(reject, PATIENCE_MS)
    signal.addEventListener('abort', reject)
    player.onerror = reject
    player.addEventListener(name, resolve, { once: true })
  })
}

function isDark(player: HTMLVideoElement): boolean {
  const canvas = Object.assign(document.createElement('canvas'), { width: SAMPLE, height: SAMPLE })
  const context = canvas.getContext('2d')
  context?.drawImage(player, 0, 0, SAMPLE, SAMPLE)
  const { data } = context?.getImageData(0, 0, SAMPLE, SAMPLE) ?? {}
  return data?.every((value, at) => at % 4 === 3 || value < 24) ?? false
}
