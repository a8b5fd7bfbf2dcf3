/**
 * Tells a format by a file's first bytes. It also knows formats that DingTalk
 * refuses, so that a person can be told what a file really is.
 */

/** How many first bytes are enough to judge any file. Only a PDF needs more than 16. */
export const HEAD_BYTES = 1024

/**
 * Hex bytes from offset 0, `..` for any byte, and the formats that begin so.
 * The first match wins, so the narrower pattern stands above the wider one.
 */
const SIGNATURES: readonly (readonly [pattern: string, ...formats: string[]])[] = [
  ['FFD8FF', 'jpg'],
  ['89504E470D0A1A0A', 'png'],
  ['474946383761', 'gif'],
  ['474946383961', 'gif'],
  ['424D........00000000', 'bmp'],
  ['2321414D520A', 'amr'],
  ['2321414D522D57420A', 'amr'],
  ['494433', 'mp3'],
  ['52494646........57415645', 'wav'],
  ['52494646........57454250', 'webp'],
  ['52494646........41564920', 'avi'],
  ['........6674797068656963', 'heic'], // ftyp heic
  ['........6674797068656978', 'heic'], // ftyp heix
  ['........667479706D696631', 'heic'], // ftyp mif1
  ['........6674797061766966', 'avif'], // ftyp avif
  ['........6674797071742020', 'mov'], // ftyp qt
  ['........66747970', 'mp4'],
  ['D0CF11E0A1B11AE1', 'doc', 'xls', 'ppt'],
  ['504B0304', 'zip', 'docx', 'xlsx', 'pptx'],
  ['504B0506', 'zip'], // an empty archive
  ['526172211A0700', 'rar'], // RAR 4
  ['526172211A070100', 'rar'], // RAR 5
  ['25504446', 'pdf'],
  ['4D5A', 'exe'],
  ['7F454C46', 'elf'],
  ['4F676753', 'ogg'],
  ['1A45DFA3', 'webm'],
  ['377ABCAF271C', '7z'],
  ['1F8B', 'gz'],
  ['49492A00', 'tiff'],
  ['4D4D002A', 'tiff'],
]

/** Texts that a file may begin with after a byte order mark and white space, lower case. */
const TEXT_SIGNATURES: readonly (readonly [prefix: string, format: string])[] = [
  ['<!doctype html', 'html'],
  ['<html', 'html'],
  ['<script', 'html'],
  ['<svg', 'svg'],
  ['<?xml', 'xml'],
  ['<?php', 'php'],
]

/**
 * The formats that a file beginning with these bytes may have, the likeliest first;
 * empty when it is none that we know. Give it {@link HEAD_BYTES} bytes, or the whole
 * file when it is shorter.
 */
export function sniffFormats(head: Uint8Array): readonly string[] {
  for (const [pattern, ...formats] of SIGNATURES) {
    if (beginsWith(head, pattern)) return formats
  }
  if (isMp3Frame(head)) return ['mp3']
  const text = String.fromCharCode(...head.subarray(0, HEAD_BYTES))
  const start = text
    .replace(/^(\xEF\xBB\xBF)?\s+|^\xEF\xBB\xBF/, '')
    .slice(0, 16)
    .toLowerCase()
  for (const [prefix, format] of TEXT_SIGNATURES) {
    if (start.startsWith(prefix)) return [format]
  }
  // Readers take a PDF header anywhere in the first 1024 bytes (ISO 32000-1, implementation note 13).
  return text.includes('%PDF-') ? ['pdf'] : []
}

function beginsWith(head: Uint8Array, pattern: string): boolean {
  if (head.length * 2 < pattern.length) return false
  for (let i = 0; i < pattern.length; i += 2) {
    const hex = pattern.slice(i, i + 2)
    if (hex !== '..' && head[i / 2] !== Number.parseInt(hex, 16)) return false
  }
  return true
}

/** An MPEG audio layer III frame header: sync, no reserved version, bit rate or sampling rate. */
function isMp3Frame([sync = 0, version = 0, rates = 0, ...rest]: Uint8Array): boolean {
  return (
    rest.length > 0 &&
    sync === 0xff &&
    (version & 0xe6) === 0xe2 &&
    (version & 0x18) !== 0x08 &&
    rates >> 4 !== 0x0f &&
    (rates & 0x0c) !== 0x0c
  )
}
