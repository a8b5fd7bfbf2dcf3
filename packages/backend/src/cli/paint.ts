/**
 * Colours, on a terminal whose owner wants them (https://no-color.org) and nowhere else.
 */

export interface PaintTarget {
  readonly isTTY?: boolean | undefined
}

const CODES = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const

export type Paint = (style: keyof typeof CODES, text: string) => string

/** What paints for this stream; plain text wherever it is no terminal. */
export function painter(
  stream: PaintTarget,
  environment: Readonly<Record<string, string | undefined>>,
): Paint {
  const { NO_COLOR, TERM } = environment
  if (!stream.isTTY || NO_COLOR || TERM === 'dumb') return (_style, text) => text
  return (style, text) => `\u001B[${CODES[style][0]}m${text}\u001B[${CODES[style][1]}m`
}

/** A help text with its headings and what one types standing out. */
export function paintHelp(text: string, paint: Paint): string {
  return text
    .replace(/^[A-Z][A-Za-z ,]*$/gm, (heading) => paint('bold', heading))
    .replace(
      /^( {2})((?:-\w, +)?-{0,2}[\w-]+(?: [A-Z]+)?)(?= {2,}|$| \()/gm,
      (_, indent, word) => indent + paint('cyan', word),
    )
    .replace(/^dt-media(?: \w+)?/, (name) => paint('bold', name))
}
