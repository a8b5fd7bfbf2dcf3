/**
 * The forms in which a secret may come out.
 */

/** As it is, in a URL, in a form, in base64, backwards, and in JSON. */
export function formsOf(secret: string): readonly string[] {
  return [
    secret,
    encodeURIComponent(secret),
    encodeURI(secret),
    new URLSearchParams({ x: secret }).toString().slice(2),
    Buffer.from(secret).toString('base64').replace(/=+$/, '').slice(0, -1),
    Buffer.from(secret).toString('base64url').replace(/=+$/, '').slice(0, -1),
    Buffer.from(secret).toString('hex'),
    [...secret].reverse().join(''),
    JSON.stringify(secret).slice(1, -1),
  ]
}
