/**
 * Where a file is sent to.
 */

import type { MediaType } from '@dt-media/backend/contract'
import { uploadError } from './upload-error.ts'

/** `media/upload` below the endpoint, which is relative to `base`. Throws unless that is plain HTTP(S) that the page may use. */
export function uploadUrl(endpoint: string, base: string, mediaType: MediaType, filename: string): string {
  try {
    const { origin, protocol, username, password, pathname, hostname } = new URL(endpoint || '/', base)
    // Browsers send nothing from a secure page to one that is not, but for this very machine.
    const isMixed = /^https/.test(base) && protocol === 'http:' && !/^(localhost|127\.|\[::1])/.test(hostname)
    if (/^https?:$/.test(protocol) && !username && !password && !isMixed) {
      const path = pathname.replace(/\/*$/, '/media/upload')
      return `${origin}${path}?type=${mediaType}&filename=${encodeURIComponent(filename)}`
    }
  } catch {}
  // A page's mistake, which no person can mend: the console is for who wrote it. The URL may hold a password.
  console.error(
    'dt-media: the endpoint is no http(s) URL, is http: on an https: page, or has a password in it',
  )
  throw uploadError('not_found')
}
