/**
 * The browser for a machine that has none: `@sparticuz/chromium` carries a whole Chromium,
 * and with it the few libraries that a bare Linux lacks. It is unpacked once per version.
 */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { createBrotliDecompress } from 'node:zlib'

export interface InstalledBrowser {
  readonly executablePath: string
  /** What the browser's process needs beside the environment it inherits. */
  readonly env: Readonly<Record<string, string>>
}

const packageFolder = fileURLToPath(new URL('..', import.meta.resolve('@sparticuz/chromium')))

/** Unpacks the Chromium of the npm package into the temporary folder, unless it is there already. */
export async function unpackNpmChromium(): Promise<InstalledBrowser> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No Chrome or Chromium found. Install one, or set CHROME_PATH to its executable.')
  }
  const { version } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8'))
  const folder = join(tmpdir(), `dt-media-chromium-${version}-${process.getuid?.()}`)
  if (!existsSync(folder)) await unpackTo(folder)
  return {
    executablePath: join(folder, 'chromium'),
    env: { LD_LIBRARY_PATH: join(folder, 'lib'), FONTCONFIG_PATH: folder },
  }
}

/** Unpacks beside and renames at the end, so that neither a crash nor a second process leaves half a browser. */
async function unpackTo(folder: string): Promise<void> {
  console.log(`No browser found on this machine: unpacking the one from npm to ${folder}`)
  const unfinished = await mkdtemp(`${folder}-`)
  try {
    const chromium = createWriteStream(join(unfinished, 'chromium'), { mode: 0o755 })
    await Promise.all([
      pipeline(packed('chromium.br'), createBrotliDecompress(), chromium),
      ...['al2023', 'fonts', 'swiftshader'].map((name) => untar(packed(`${name}.tar.br`), unfinished)),
    ])
    await writeFile(join(unfinished, 'fonts.conf'), fontsConf(folder))
    await rename(unfinished, folder)
  } catch (cause) {
    await rm(unfinished, { recursive: true, force: true })
    if (!existsSync(folder)) throw new Error('The Chromium from npm could not be unpacked', { cause })
  }
}

// The package's own fonts.conf names a fixed folder that may be another user's.
function fontsConf(folder: string): string {
  return `<?xml version="1.0"?>
<fontconfig><dir>${folder}/fonts</dir><dir>/usr/share/fonts</dir><cachedir>${folder}/font-cache</cachedir></fontconfig>
`
}

function packed(name: string) {
  return createReadStream(join(packageFolder, 'bin', name))
}

async function untar(archive: NodeJS.ReadableStream, folder: string): Promise<void> {
  const tar = spawn('tar', ['-x', '-C', folder], { stdio: ['pipe', 'inherit', 'inherit'] })
  const [[code]] = await Promise.all([
    once(tar, 'close'),
    pipeline(archive, createBrotliDecompress(), tar.stdin),
  ])
  if (code !== 0) throw new Error(`tar ended with ${code}`)
}
