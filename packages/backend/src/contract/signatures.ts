/**
 * Tells a format by a file's first bytes. It also knows formats that DingTalk
 * refuses, so that a person can be told what a file really is.
 */

/** How many first bytes are enough to judge any file. Only a PDF needs more than 16. */
export const HEAD_BYTES = 1024

/**
 * Hex bytes from offset 0, `..` for any byte, `(7|9)` for either, and the formats that begin so.
 * The first match wins, so the narrower pattern stands above the wider one.
 */
const SIGNATURES = compiled([
  ['FFD8FF', 'jpg'],
  ['89504E470D0A1A0A', 'png'],
  ['47494638(37|39)61', 'gif'],
  ['424D........00000000', 'bmp'],
  ['2321414D52(0A|2D57420A)', 'amr'],
  ['494433', 'mp3'],
  ['52494646........57415645', 'wav'],
  ['52494646........57454250', 'webp'],
  ['52494646........41564920', 'avi'],
  ['........66747970(6865(69(63|6D|73|78)|76(63|78))|6D(69|73)6631)', 'heic'], // ftyp heic heim heis heix hevc hevx mif1 msf1
  ['........66747970617669(66|73)', 'avif'], // ftyp avif avis
  ['........6674797071742020', 'mov'], // ftyp qt
  ['........66747970', 'mp4'],
  ['D0CF11E0A1B11AE1', 'doc xls ppt'],
  ['504B0304', 'zip docx xlsx pptx'],
  ['504B0506', 'zip'], // an empty archive
  ['526172211A07(00|0100)', 'rar'], // RAR 4 and 5
  ['25504446', 'pdf'],
  ['4D5A', 'exe'],
  ['7F454C46', 'elf'],
  ['4F676753', 'ogg'],
  ['1A45DFA3', 'webm'],
  ['377ABCAF271C', '7z'],
  ['1F8B', 'gz'],
  ['49492A00', 'tiff'],
  ['4D4D002A', 'tiff'],
  // A frame of MPEG audio, layer III, of no reserved version, bit rate or sampling rate.
  ['FF(E2|E3|F2|F3|FA|FB)[0-9A-E][0-9AB]..', 'mp3'],
])

/** Texts that a file may begin with after a byte order mark and white space, in either case. */
const TEXT_SIGNATURES = compiled([
  ['<(!doctype html|html|script)', 'html'],
  ['<svg', 'svg'],
  ['<[?]xml', 'xml'],
  ['<[?]php', 'php'],
])

const HEX = Array.from({ length: 256 }, (_, byte) => (byte + 256).toString(16).slice(1))

/**
 * The formats that a file beginning with these bytes may have, the likeliest first;
 * empty when it is none that we know. Give it {@link HEAD_BYTES} bytes, or the whole
 * file when it is shorter.
 */
export function sniffFormats(head: Uint8Array): readonly string[] {
  let hex = ''
  for (const byte of head.subarray(0, 16)) hex += HEX[byte]
  return firstMatch(SIGNATURES, hex) ?? sniffText(head)
}

function sniffText(head: Uint8Array): readonly string[] {
  const text = String.fromCharCode(...head.subarray(0, HEAD_BYTES))
  const start = text.replace(/(\xEF\xBB\xBF)?\s*/, '')
  // Readers take a PDF header anywhere in the first 1024 bytes (ISO 32000-1, implementation note 13).
  return firstMatch(TEXT_SIGNATURES, start) ?? (text.includes('%PDF-') ? ['pdf'] : [])
}

type Signature = readonly [pattern: RegExp, formats: readonly string[]]

/** Patterns from the first byte on, in either case, made once: it takes longer than to match them. */
function compiled(signatures: readonly (readonly [pattern: string, formats: string])[]): Signature[] {
  return signatures.map(([pattern, formats]) => [new RegExp(`^${pattern}`, 'i'), formats.split(' ')])
}

function firstMatch(signatures: readonly Signature[], start: string): readonly string[] | undefined {
  return signatures.find(([pattern]) => pattern.test(start))?.[1]
}
