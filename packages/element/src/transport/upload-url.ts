/**
 * Where a file is sent to.
 */

import type { MediaType } from '@dt-media/backend/contract'
import { uploadError } from './upload-error.ts'

/** `media/upload` below the endpoint, which is relative to `base`. Throws unless that is plain HTTP(S). */
export function uploadUrl(endpoint: string, base: string, mediaType: MediaType, filename: string): string {
  try {
    const { origin, protocol, username, password, pathname } = new URL(endpoint || '/', base)
    if (/^https?:$/.test(protocol) && !username && !password) {
      const path = pathname.replace(/\/*$/, '/media/upload')
      return `${origin}${path}?type=${mediaType}&filename=${encodeURIComponent(filename)}`
    }
  } catch {}
  // A page's mistake, which no person can mend: the console is for who wrote it. The URL may hold a password.
  console.error('dt-media: the endpoint is no http(s) URL, or has a password in it')
  throw uploadError('not_found')
}
