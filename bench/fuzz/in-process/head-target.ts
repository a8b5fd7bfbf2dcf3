/**
 * `sniffFormats` and `checkHead`: judge any first bytes, take no file for a format that it does not show,
 * and refuse no true file for what stands behind its signature.
 */

import { readFileSync } from 'node:fs'
import { FIXTURES } from '../../../fixtures/index.ts'
import {
  checkHead,
  HEAD_BYTES,
  MEDIA_TYPES,
  mediaTypeOf,
  sniffFormats,
} from '../../../packages/backend/src/contract/index.ts'
import { mutate } from '../mutate.ts'
import type { Target } from './target.ts'

const HEADS = FIXTURES.map((fixture) => ({
  ...fixture,
  head: readFileSync(fixture.path).subarray(0, HEAD_BYTES),
}))

/** No signature is longer; a PDF's stands first in our own. */
const SIGNATURE_BYTES = 16

export const headTarget: Target = {
  name: 'checkHead',
  share: 150,
  run(random) {
    const { head, format, mediaType } = random.pick(HEADS)
    const kept = random.chance(0.3) ? SIGNATURE_BYTES : 0
    const mutated = Buffer.concat([head.subarray(0, kept), mutate(head.subarray(kept, 200), random)])
    const extension = random.pick([format, format, '', 'png', 'zip', 'svg', 'constructor'])
    const type = random.pick([mediaType, 'auto', ...MEDIA_TYPES, '__proto__'])
    const checked = checkHead({ type, filename: extension && `a.${extension}` }, mutated)
    if ('refusal' in checked) {
      const right = kept > 0 && extension === format && type === mediaType
      return right ? `refused a true ${format}: ${checked.refusal.code}` : undefined
    }
    const seen = sniffFormats(mutated)
    const right = seen.includes(checked.format) && mediaTypeOf(checked.format) === checked.type
    return right ? undefined : `took ${JSON.stringify(seen)} for ${checked.type} ${checked.format}`
  },
}
