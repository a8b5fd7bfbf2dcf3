/**
 * The last net under the log: what looks like one of our secrets is blotted out. Nothing should
 * ever fall into it; fields are chosen one by one before.
 */

/** A grant or another JWT, and the query parameters that DingTalk takes secrets in. */
const LOOKS_SECRET =
  /eyJ[\w-]{8,}\.[\w-]+\.[\w-]*|(?<=(?:access_token|appsecret|grant|suiteTicket|ticket|signature)=)[^&\s"\\]+/g

/** Blots out these secrets, as they are and as they would stand in JSON, in a URL or in base64. */
export function maskSecrets(text: string, secrets: readonly string[]): string {
  let masked = text.replace(LOOKS_SECRET, MASK)
  // The longest first: a shorter one may be the beginning of another, whose end would be left.
  for (const form of secrets.flatMap(formsOf).sort((a, b) => b.length - a.length)) {
    if (form.length >= MIN_CHARS) masked = masked.replaceAll(form, MASK)
  }
  return masked
}

function formsOf(secret: string): readonly string[] {
  const inJson = JSON.stringify(secret).slice(1, -1)
  return [secret, inJson, encodeURIComponent(secret), Buffer.from(secret).toString('base64')]
}

const MASK = '[secret]'

/** Shorter ones, as only tests have, would blot out words. */
const MIN_CHARS = 8
