/**
 * A media_id is opaque: unpadded base64url behind `@`, `@#`, `$` or `#`, some 16 to 90
 * characters as seen, 256 at most as we accept.
 */

const MEDIA_ID = /^[@$#A-Za-z0-9_-]{8,256}$/

/** Whether a value can be a `media_id`. */
export function isMediaId(value: unknown): value is string {
  return typeof value === 'string' && MEDIA_ID.test(value)
}
