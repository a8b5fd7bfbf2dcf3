/**
 * A file's name on its way through: cleaned, and written into the outgoing form, which both the relay's
 * decoder and the emulator's must read as exactly that form.
 */

import { MEDIA_TYPES } from '../../../packages/backend/src/contract/index.ts'
import { findingsOf } from '../../../packages/backend/src/emulator/form-findings.ts'
import { parseForm } from '../../../packages/backend/src/emulator/lenient-form.ts'
import { boundaryOf } from '../../../packages/backend/src/multipart/boundary.ts'
import { cleanFilename } from '../../../packages/backend/src/multipart/clean-filename.ts'
import { readUploadForm } from '../../../packages/backend/src/multipart/read-upload-form.ts'
import { writeUploadForm } from '../../../packages/backend/src/multipart/write-upload-form.ts'
import type { Random } from '../random.ts'
import type { Target } from './target.ts'

const PIECES = [
  '.',
  '..',
  '/',
  '\\',
  '"',
  "'",
  ' ',
  '\t',
  '\0',
  '\r\n',
  '\u202e',
  '\ufeff',
  '\u2028',
  '\ud800',
  '\udc00',
  '%',
  ';',
  '=',
  'a',
  'B',
  '.png',
  '.tar.gz',
  '报告',
  'e\u0301',
  '\u0338',
  '😀',
  '👩‍👩‍👧',
  '．png',
  '\u00a0',
  '\u3000',
  '\u212b',
  'x'.repeat(100),
  '界'.repeat(60),
  '.'.repeat(300),
  '\u0085',
  '\u00ad',
  '%22',
  '%0D%0A',
]

/** Draws a name of anything. */
function drawName(random: Random): string {
  const length = random.below(random.pick([4, 12, 40]))
  return Array.from({ length }, () =>
    random.chance(0.8) ? random.pick(PIECES) : String.fromCharCode(random.below(random.pick([128, 0x10000]))),
  ).join('')
}

export const filenameTarget: Target = {
  name: 'cleanFilename',
  share: 150,
  run(random) {
    const name = drawName(random)
    const cleaned = cleanFilename(name)
    const wrong =
      /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}/\\"]/u.test(cleaned) ||
      /^\s|[.\s]$/.test(cleaned) ||
      Buffer.byteLength(cleaned) > 200 ||
      cleaned !== cleaned.normalize('NFC') ||
      cleanFilename(cleaned) !== cleaned
    return wrong ? `${JSON.stringify(name)} became ${JSON.stringify(cleaned)}` : undefined
  },
}

export const writtenFormTarget: Target = {
  name: 'writeUploadForm',
  share: 50,
  async run(random) {
    const filename = cleanFilename(drawName(random)) || 'x'
    const type = random.pick(MEDIA_TYPES)
    const content = random.bytes(random.below(40))
    const { contentType, head, tail } = writeUploadForm({
      type,
      filename,
      format: random.pick(['png', 'doc', 'none']),
    })
    const body = Buffer.concat([head, content, tail])
    const boundary = boundaryOf(contentType) ?? ''

    const findings = findingsOf(parseForm(body, boundary))
    if (findings.length > 0) return `${JSON.stringify(filename)}: ${findings.join(', ')}`
    const form = await readUploadForm(inOne(body), boundary)
    const pieces: Uint8Array[] = []
    for await (const piece of form.media) pieces.push(piece)
    const same = Buffer.concat(pieces).equals(content) && form.fields.get('type') === type
    // What a browser would have escaped is read as such; the relay itself escapes nothing.
    const sameName = form.filename === filename || /%(22|0D|0A)/i.test(filename)
    return same && sameName
      ? undefined
      : `${JSON.stringify(filename)} came back as ${JSON.stringify(form.filename)}`
  },
}

async function* inOne(bytes: Buffer): AsyncGenerator<Uint8Array, void> {
  yield bytes
}
