/**
 * The plainest reading of a form that RFC 2046 allows, over a body in memory. It shares no line with
 * the relay's decoder and judges nothing: it only says which bytes the file would be.
 */

/** The content of the first part `media`; `undefined` when there is none that is followed by a delimiter. */
export function fileIn(body: Buffer, boundary: string): Buffer | undefined {
  const delimiter = Buffer.from(`\r\n--${boundary}`, 'latin1')
  // The first delimiter may stand at the very start, without its line break.
  const text = Buffer.concat([Buffer.from('\r\n'), body])
  for (let at = text.indexOf(delimiter); at >= 0; ) {
    const begin = at + delimiter.length
    const end = text.indexOf(delimiter, begin)
    if (end < 0) return undefined
    const blank = text.indexOf('\r\n\r\n', begin)
    const headers = text.toString('latin1', begin, Math.max(begin, blank))
    if (blank >= 0 && blank + 4 <= end && /;[ \t]*name="?media"?[ \t]*(;|\r|$)/i.test(headers)) {
      return text.subarray(blank + 4, end)
    }
    at = end
  }
  return undefined
}
