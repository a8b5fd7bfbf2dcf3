/**
 * Right forms in all the spellings that RFC 7578, RFC 2046 and real senders allow: whatever is drawn
 * here the relay has to take, and to pass the file on byte by byte.
 */

import type { Random } from '../random.ts'
import { FUZZ_RULES, type FuzzFile, makeTrueFile } from './content.ts'
import { type FormDraft, type PartDraft, partOf } from './form-draft.ts'

/** A form and what is in it. */
export interface LegalForm {
  readonly draft: FormDraft
  readonly file: FuzzFile
  /** As it must arrive upstream; `undefined` where that is another test's business. */
  readonly filename: string | undefined
  /** Whether the form itself has a field `type`. */
  readonly typed: boolean
}

const BOUNDARY_CHARACTERS = "abcXYZ0189'()+_,-./:=?"

/** Draws a form. `grant`, where given, goes in as a field. */
export function makeForm(random: Random, grant: string | undefined): LegalForm {
  const boundary = makeBoundary(random)
  const file = makeTrueFile(random, boundary)
  const { spelled, filename } = makeFilename(random, file.extension)
  const typed = random.chance(0.8)
  const fields = [
    ...(typed ? [makeField(random, 'type', file.mediaType)] : []),
    ...(grant === undefined ? [] : [makeField(random, 'grant', grant)]),
    ...(random.chance(0.05) ? [makeField(random, 'access_token', 'x'.repeat(random.below(60)))] : []),
  ]
  const draft: FormDraft = {
    boundary,
    preamble: makePreamble(random, boundary),
    parts: [...random.shuffle(fields), makeMedia(random, spelled, file)],
    closing: '--',
    epilogue: Buffer.from('\r\n'),
    lineBreak: '\r\n',
  }
  // What follows a file counts as its size until it has come: near the limit only the usual ending passes.
  const roomy = FUZZ_RULES[file.mediaType].max_bytes - file.bytes.length > 4000
  if (!roomy) return { draft, file, filename, typed }
  draft.closing += random.chance(0.1) ? makePadding(random) : ''
  draft.epilogue = makeEpilogue(random, boundary)
  return { draft, file, filename, typed }
}

/** Draws a boundary of RFC 2046's characters; often one as browsers make them. */
export function makeBoundary(random: Random): string {
  if (random.chance(0.4)) return `----WebKitFormBoundary${random.below(2 ** 30).toString(36)}`
  if (random.chance(0.2)) return random.pick(['x', '-', '--', 'ab', '-'.repeat(70), '0'.repeat(70), 'a b'])
  const length = random.between(1, 70)
  return Array.from({ length }, () => BOUNDARY_CHARACTERS[random.below(BOUNDARY_CHARACTERS.length)]).join('')
}

function makeField(random: Random, name: string, value: string): PartDraft {
  const quoted = random.chance(0.9) ? `"${name}"` : name
  const part = partOf(`${random.chance(0.05) ? 'NAME' : 'name'}=${quoted}`, value)
  return {
    ...part,
    headers: [...spell(random, part.headers), ...(random.chance(0.1) ? ['Content-Type: text/plain'] : [])],
    padding: makePadding(random),
  }
}

function makeMedia(random: Random, filename: string, { bytes }: FuzzFile): PartDraft {
  const separator = random.pick(['; ', ';', ' ;\t'])
  const parameters = [`name="media"`, `filename="${filename}"`]
  const disposition = (random.chance(0.9) ? parameters : parameters.toReversed()).join(separator)
  const others = [
    ...(random.chance(0.8)
      ? [`Content-Type: ${random.pick(['image/png', 'text/html', 'x', 'image/svg+xml'])}`]
      : []),
    ...(random.chance(0.1) ? [`Content-Length: ${random.below(99)}`] : []),
    ...(random.chance(0.05)
      ? [`Content-Transfer-Encoding: ${random.pick(['binary', '8bit', '7bit', 'Binary'])}`]
      : []),
    ...(random.chance(0.1) ? [`X-${random.below(999)}: ${'v'.repeat(random.below(200))}`] : []),
  ]
  const headers = [`Content-Disposition: form-data; ${disposition}`, ...others]
  return {
    headers: spell(random, random.chance(0.8) ? headers : random.shuffle(headers)),
    content: bytes,
    padding: makePadding(random),
  }
}

/** Header lines with the case and the white space that differs between senders. */
export function spell(random: Random, lines: readonly string[]): string[] {
  const style = random.below(12)
  return lines.map((line) => {
    const colon = line.indexOf(':')
    const [name, value] = [line.slice(0, colon), line.slice(colon + 1).trim()]
    if (style === 0) return `${name.toLowerCase()}: ${value}`
    if (style === 1) return `${name.toUpperCase()}:${value}`
    if (style === 2) return `${name}: \t ${value} \t`
    return `${name}: ${value}`
  })
}

const NAMES: readonly (readonly [spelled: string, upstream: string | undefined])[] = [
  ['photo', 'photo'],
  ['报告 中文', '报告 中文'],
  ['e\u0301te\u0301', '\u00e9t\u00e9'],
  ["it's a;b,c=d 50%", "it's a;b,c=d 50%"],
  ['a%22b', "a'b"],
  ['a%0D%0Ab', 'ab'],
  ['a\\"b', "a'b"],
  ['C:\\fakepath\\x', 'x'],
  ['../../etc/passwd', 'passwd'],
  ['a\u202Egnp', 'agnp'],
  ['😀', '😀'],
  ['n'.repeat(250), undefined],
  ['界'.repeat(90), undefined],
]

function makeFilename(random: Random, extension: string) {
  const [spelled, upstream] = random.chance(0.5) ? (['plain', 'plain'] as const) : random.pick(NAMES)
  const suffix = random.chance(0.9) ? extension : extension.toUpperCase()
  return { spelled: `${spelled}.${suffix}`, filename: upstream && `${upstream}.${suffix}` }
}

function makePadding(random: Random): string {
  return random.chance(0.95) ? '' : random.pick([' ', '\t', ' '.repeat(64), ' \t '])
}

function makePreamble(random: Random, boundary: string): Buffer {
  if (random.chance(0.9)) return Buffer.alloc(0)
  const text = random.pick(['\r\n', 'This is a form.', 'x'.repeat(random.between(1, 1024)), '-\r\n-\n\0'])
  return Buffer.from(text.includes(`--${boundary}`) ? 'x' : text)
}

function makeEpilogue(random: Random, boundary: string): Buffer {
  if (random.chance(0.75)) return Buffer.from('\r\n')
  if (random.chance(0.5)) return Buffer.alloc(0)
  return Buffer.from(`\r\n${random.pick(['x', '\r\n', `--${boundary}\r\n`, '-'.repeat(random.below(3000))])}`)
}
