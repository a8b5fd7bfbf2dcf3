/**
 * Where a file is sent to.
 */

import type { MediaType } from '@dt-media/backend/contract'
import { uploadError } from './upload-error.ts'

/** `media/upload` below the endpoint, which is relative to `base`. Throws unless that is plain HTTP(S). */
export function uploadUrl(endpoint: string, base: string, mediaType: MediaType, filename: string): string {
  const url = parse(endpoint, base)
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) {
    // A page's mistake, which no person can mend: the console is for who wrote it.
    console.error(
      `dt-media: the endpoint must be an http(s) URL without a password: ${url?.protocol ?? endpoint}`,
    )
    throw uploadError('not_found')
  }
  return `${url.origin}${url.pathname.replace(/\/*$/, '/media/upload')}?type=${mediaType}&filename=${encodeURIComponent(filename)}`
}

function parse(endpoint: string, base: string): URL | undefined {
  try {
    return new URL(endpoint || '/', base)
  } catch {
    return undefined
  }
}
