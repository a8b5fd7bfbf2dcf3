/**
 * All that is measured, in the order of the table.
 */

import { goReverseProxy } from './go-reverse-proxy.ts'
import { nginx } from './nginx.ts'
import { ours } from './ours.ts'
import { rival } from './rival.ts'
import type { Subject } from './subject.ts'

/** The subject that the others' figures are divided by. */
export const YARDSTICK = 'nginx'

/** Makes every subject; `mainFile` is the relay's command line. */
export async function createSubjects(mainFile: string): Promise<Subject[]> {
  const known = { RELAY_KNOWN_MEDIA: 'on' }
  return [
    nginx(YARDSTICK, 'nginx, default buffers'),
    nginx('nginx-tuned', 'nginx, 256 KiB buffers', 256 * 1024),
    await ours({ name: 'raw', summary: 'dt-media, raw body', way: 'raw', mainFile }),
    await ours({ name: 'form', summary: 'dt-media, form', way: 'form', mainFile }),
    await ours({ name: 'grant', summary: 'dt-media, raw, grant', way: 'raw', granted: true, mainFile }),
    await ours({
      name: 'known',
      summary: 'dt-media, raw, grant, known media',
      way: 'raw',
      granted: true,
      settings: known,
      mainFile,
    }),
    goReverseProxy(),
    rival('bare-node', 'bare Node, looks at nothing'),
    rival('bare-node-sha256', 'bare Node, SHA-256'),
    rival('http-proxy', 'http-proxy'),
    rival('busboy-undici', 'busboy + undici (no length)'),
    rival('hono-web-stream', 'Hono, web stream + fetch'),
    rival('express-multer-axios', 'Express + multer + axios'),
    rival('hono-parse-body', 'Hono parseBody + fetch'),
  ]
}
