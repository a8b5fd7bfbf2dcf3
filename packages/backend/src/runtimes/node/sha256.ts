/**
 * SHA-256 by OpenSSL.
 */

import { createHash } from 'node:crypto'
import type { CreateSha256 } from '../../streams/sha256.ts'

export const createSha256: CreateSha256 = () => {
  const hash = createHash('sha256')
  return {
    update: (chunk) => {
      hash.update(chunk)
    },
    digestHex: () => hash.digest('hex'),
  }
}
