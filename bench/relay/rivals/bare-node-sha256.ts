/**
 * Bare Node and a hash of each body: what a file that is known by its hash costs at the least.
 */

import { createHash } from 'node:crypto'
import { serveBare } from './bare-proxy.ts'

serveBare(() => {
  const hash = createHash('sha256')
  return {
    chunk: (bytes) => void hash.update(bytes),
    end: () => void hash.digest('hex'),
  }
})
