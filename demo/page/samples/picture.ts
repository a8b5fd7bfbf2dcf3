/** A small picture, drawn on the spot: flat hills under a sun, in colours that differ each time. */

/** A landscape as a PNG of some kilobytes. */
export async function drawPicture(): Promise<File> {
  return await toPicture(1200, 800, 'hills.png', (context) => drawHills(context, Math.random() * 360))
}

/** The same with film grain, which does not compress: some 10 MB. */
export async function drawPhoto(): Promise<File> {
  return await toPicture(2400, 1600, 'hills-at-noon.png', (context) => {
    drawHills(context, Math.random() * 360)
    addGrain(context)
  })
}

/** More than DingTalk takes: some 25 MB. */
export async function drawHugePhoto(): Promise<File> {
  return await toPicture(3800, 2540, 'hills-in-winter.png', (context) => {
    drawHills(context, Math.random() * 360)
    addGrain(context)
  })
}

/** In a format that DingTalk does not take; a PNG where the browser writes no WebP. */
export async function drawWebP(): Promise<File> {
  const draw = (context: CanvasRenderingContext2D) => drawHills(context, Math.random() * 360)
  return await toPicture(1200, 800, 'hills.webp', draw, 'image/webp')
}

async function toPicture(
  width: number,
  height: number,
  name: string,
  draw: (context: CanvasRenderingContext2D) => void,
  type = 'image/png',
) {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('This browser cannot draw')
  draw(context)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type))
  if (blob === null) throw new Error('This browser cannot write this picture')
  return new File([blob], name, { type: blob.type })
}

function drawHills(context: CanvasRenderingContext2D, hue: number): void {
  const { width, height } = context.canvas
  context.fillStyle = `hsl(${hue} 60% 90%)`
  context.fillRect(0, 0, width, height)
  context.fillStyle = 'hsl(40 92% 64%)'
  context.beginPath()
  context.arc(width * (0.25 + Math.random() * 0.5), height * 0.34, height * 0.13, 0, Math.PI * 2)
  context.fill()
  for (let row = 0; row < 4; row++) {
    const base = height * (0.52 + row * 0.13)
    const phase = Math.random() * Math.PI * 2
    context.fillStyle = `hsl(${hue + row * 14} ${34 + row * 6}% ${66 - row * 14}%)`
    context.beginPath()
    context.moveTo(0, height)
    for (let x = 0; x <= width; x += 8) {
      const angle = (x / width) * Math.PI * (2 + row * 0.6) + phase
      context.lineTo(x, base + Math.sin(angle) * height * 0.07 + Math.sin(angle * 2.3) * height * 0.02)
    }
    context.lineTo(width, height)
    context.fill()
  }
}

function addGrain(context: CanvasRenderingContext2D): void {
  const { width, height } = context.canvas
  const pixels = context.getImageData(0, 0, width, height)
  for (let at = 0; at < pixels.data.length; at++) {
    if (at % 4 !== 3) pixels.data[at] = (pixels.data[at] ?? 0) + (Math.random() - 0.5) * 60
  }
  context.putImageData(pixels, 0, 0)
}
