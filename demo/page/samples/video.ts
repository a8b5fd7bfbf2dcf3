/** A film of two seconds, recorded from a canvas; only where the browser writes MP4. */

const CONTENT_TYPE = 'video/mp4'
const FILM_MS = 2000

/** Whether this browser can make the sample. */
export function canFilm(): boolean {
  return typeof MediaRecorder !== 'undefined' && MediaRecorder.isTypeSupported(CONTENT_TYPE)
}

/** A disc that crosses the picture, as an MP4. It takes as long as the film. */
export async function filmDisc(): Promise<File> {
  const canvas = document.createElement('canvas')
  canvas.width = 640
  canvas.height = 360
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('This browser cannot draw')

  const hue = Math.random() * 360
  const startedAt = performance.now()
  const draw = () => {
    const part = (performance.now() - startedAt) / FILM_MS
    context.fillStyle = `hsl(${hue} 50% 92%)`
    context.fillRect(0, 0, canvas.width, canvas.height)
    context.fillStyle = `hsl(${hue} 70% 50%)`
    context.beginPath()
    context.arc(80 + part * 480, 180 + Math.sin(part * Math.PI * 4) * 80, 46, 0, Math.PI * 2)
    context.fill()
  }
  draw()
  const timer = setInterval(draw, 33)

  const recorder = new MediaRecorder(canvas.captureStream(30), { mimeType: CONTENT_TYPE })
  const pieces: Blob[] = []
  recorder.addEventListener('dataavailable', (event) => pieces.push(event.data))
  const stopped = new Promise((resolve) => recorder.addEventListener('stop', resolve, { once: true }))
  recorder.start()
  setTimeout(() => recorder.stop(), FILM_MS)
  await stopped
  clearInterval(timer)
  return new File(pieces, 'disc.mp4', { type: CONTENT_TYPE })
}
