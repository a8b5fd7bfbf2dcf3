/**
 * A form as its grammar has it, so that a flaw can be put exactly where it belongs.
 */

/** One part; what is not as usual is spelled out. */
export interface PartDraft {
  headers: string[]
  content: Buffer
  /** Between the delimiter and its line break. */
  padding: string
}

/** A form before it is bytes. */
export interface FormDraft {
  boundary: string
  preamble: Buffer
  parts: PartDraft[]
  /** What ends a delimiter that no part follows. */
  closing: string
  epilogue: Buffer
  lineBreak: string
}

/** The form's bytes. */
export function writeForm({ boundary, preamble, parts, closing, epilogue, lineBreak }: FormDraft): Buffer {
  const pieces: (string | Buffer)[] = [preamble]
  let begun = preamble.length > 0
  const delimit = (after: string) => {
    pieces.push(`${begun ? lineBreak : ''}--${boundary}${after}`)
    begun = true
  }
  for (const { headers, content, padding } of parts) {
    delimit(`${padding}${lineBreak}`)
    pieces.push(headers.map((line) => `${line}${lineBreak}`).join(''), lineBreak, content)
  }
  delimit(closing)
  pieces.push(epilogue)
  return Buffer.concat(pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece)))
}

/** A part with the least that it needs. */
export function partOf(disposition: string, content: string | Buffer): PartDraft {
  return {
    headers: [`Content-Disposition: form-data; ${disposition}`],
    content: Buffer.from(content as string),
    padding: '',
  }
}
