/**
 * Reads the header block of a form's part. Values stay verbatim: DingTalk decodes neither percent
 * signs nor backslashes in a file name.
 */

/** A header, its name in lower case. */
export type FormHeader = readonly [name: string, value: string]

export interface PartHeaders {
  readonly headers: readonly FormHeader[]
  /** Of Content-Disposition, in their order. */
  readonly parameters: readonly (readonly [name: string, value: string])[]
  /** Where the part's body begins; `undefined` when no blank line ends the headers. */
  readonly bodyStart: number | undefined
}

const PARAMETER = /;\s*([^\s=;"]+)\s*=\s*(?:"((?:\\"|[^"])*)"|([^;]*))/g

/** Reads the headers at the start of a part and reports what a strict reader would mind. */
export function parseHeaders(bytes: Buffer, find: (finding: string) => void): PartHeaders {
  const headers: FormHeader[] = []
  let at = 0
  for (;;) {
    const lineFeed = bytes.indexOf(10, at)
    if (lineFeed < 0) {
      find('headers without an end')
      return { headers, parameters: [], bodyStart: undefined }
    }
    const hasReturn = lineFeed > at && bytes[lineFeed - 1] === 13
    if (!hasReturn) find('a header line with a bare line feed')
    const line = bytes.toString('utf8', at, hasReturn ? lineFeed - 1 : lineFeed)
    at = lineFeed + 1
    if (line === '') break
    const colon = line.indexOf(':')
    if (colon <= 0) find(`a header line without a name: ${JSON.stringify(line.slice(0, 40))}`)
    else headers.push([line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()])
  }
  const disposition = headers.find(([name]) => name === 'content-disposition')?.[1] ?? ''
  checkHeaders(headers, find)
  return { headers, parameters: parseParameters(disposition, find), bodyStart: at }
}

function checkHeaders(headers: readonly FormHeader[], find: (finding: string) => void): void {
  const names = headers.map(([name]) => name)
  for (const name of new Set(names)) {
    if (!['content-disposition', 'content-type'].includes(name)) find(`an unexpected header ${name}`)
    if (names.indexOf(name) !== names.lastIndexOf(name)) find(`more than one header ${name}`)
  }
  if (!names.includes('content-disposition')) find('no Content-Disposition')
  for (const [name, value] of headers) {
    if (/\p{Cc}|\uFFFD/u.test(value)) find(`control characters or broken UTF-8 in ${name}`)
  }
}

function parseParameters(disposition: string, find: (finding: string) => void): [string, string][] {
  const parameters: [string, string][] = []
  for (const [, name = '', quoted, bare] of disposition.matchAll(PARAMETER)) {
    parameters.push([name.toLowerCase(), quoted?.replaceAll('\\"', '"') ?? bare?.trim() ?? ''])
  }
  const names = parameters.map(([name]) => name)
  for (const name of new Set(names)) {
    if (!['name', 'filename'].includes(name)) find(`an unexpected parameter ${name}`)
    if (names.indexOf(name) !== names.lastIndexOf(name)) find(`more than one parameter ${name}`)
  }
  if (disposition && disposition.replace(PARAMETER, '').trim() !== 'form-data')
    find('stray text in Content-Disposition')
  return parameters
}
