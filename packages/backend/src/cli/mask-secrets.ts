/**
 * The last net under the log: what looks like one of our secrets is blotted out. Nothing should
 * ever fall into it; fields are chosen one by one before.
 */

/** A grant or another JWT, and the query parameters that DingTalk takes secrets in. */
const LOOKS_SECRET =
  /eyJ[\w-]{8,}\.[\w-]+\.[\w-]*|(?<=(?:access_token|appsecret|grant|suiteTicket|ticket|signature)=)[^&\s"\\]+/g

/** Blots out secrets in a text. */
export type Mask = (text: string) => string

/**
 * Makes a mask for the secrets that these lists hold, as they are and as they would stand in JSON, in a URL or
 * in base64. Lists may change; what has once stood in one stays masked.
 */
export function createMask(...lists: readonly (() => readonly string[])[]): Mask {
  let known: readonly (readonly string[])[] = []
  let forms: readonly string[] = []

  return (text) => {
    const now = lists.map((list) => list())
    // A line is written for each upload: forms are made only when a list is another one than before.
    if (now.some((list, index) => list !== known[index])) {
      known = now
      forms = longestFirst([...forms, ...now.flat().flatMap(formsOf)])
    }
    let masked = text.replace(LOOKS_SECRET, MASK)
    for (const form of forms) masked = masked.replaceAll(form, MASK)
    return masked
  }
}

function formsOf(secret: string): readonly string[] {
  const inJson = JSON.stringify(secret).slice(1, -1)
  const forms = [secret, inJson, encodeURIComponent(secret), Buffer.from(secret).toString('base64')]
  return forms.filter(({ length }) => length >= MIN_CHARS)
}

/** A shorter one may be the beginning of another, whose end would be left. */
function longestFirst(forms: readonly string[]): readonly string[] {
  return [...new Set(forms)].sort((a, b) => b.length - a.length)
}

const MASK = '[secret]'

/** Shorter ones, as only tests have, would blot out words. */
const MIN_CHARS = 8
