import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { FIXTURES } from '../../../../fixtures/index.ts'
import { HEAD_BYTES, sniffFormats } from './signatures.ts'

for (const { file, path, format } of FIXTURES) {
  test(`sniffs ${format} in ${file}`, () => {
    const bytes = readFileSync(path)
    assert.ok(sniffFormats(bytes).includes(format))
    assert.deepEqual(sniffFormats(bytes.subarray(0, HEAD_BYTES)), sniffFormats(bytes))
  })
}

/** Hex or text, and what it looks like. */
const HEADS: readonly (readonly [title: string, head: Buffer, formats: readonly string[]])[] = [
  ['nothing', Buffer.alloc(0), []],
  ['512 zero bytes', Buffer.alloc(512), []],
  ['plain text', text('Just a few words.'), []],
  ['seven of the eight bytes of a PNG', hex('89504E470D0A1A'), []],
  ['a PNG signature alone', hex('89504E470D0A1A0A'), ['png']],
  ['a PNG whose line ends were converted', hex('89504E470A1A0A0000'), []],
  ['BM with its reserved bytes set', text('BMW and other cars'), []],
  ['RIFF without WAVE', text('RIFF\x24\0\0\0RMIDdata'), []],
  ['RIFF of a WebP', text('RIFF\x24\0\0\0WEBPVP8 '), ['webp']],
  ['RIFF of an AVI', text('RIFF\x24\0\0\0AVI LIST'), ['avi']],
  ['RIFF cut before its form', text('RIFF\x24\0\0\0WAV'), []],
  ['ftyp isom', text('\0\0\0\x18ftypisom'), ['mp4']],
  ['ftyp qt', text('\0\0\0\x14ftypqt  '), ['mov']],
  ['ftyp heic', text('\0\0\0\x18ftypheic'), ['heic']],
  ['ftyp avif', text('\0\0\0\x18ftypavif'), ['avif']],
  ['ftyp not at 4', text('\0\0\0\0\x18ftypisom'), []],
  ['an ID3 tag', hex('49443303000000000010'), ['mp3']],
  ['an MPEG-1 layer III frame', hex('FFFB9064'), ['mp3']],
  ['an MPEG-2 layer III frame', hex('FFF34064'), ['mp3']],
  ['an MPEG-2.5 layer III frame', hex('FFE34064'), ['mp3']],
  ['a layer III frame with a checksum', hex('FFFA9064'), ['mp3']],
  ['a frame of the reserved version', hex('FFEB9064'), []],
  ['a frame of the reserved bit rate', hex('FFFBF064'), []],
  ['a frame of the reserved sampling rate', hex('FFFB9C64'), []],
  ['a layer II frame', hex('FFFD9064'), []],
  ['an AAC frame', hex('FFF15080'), []],
  ['three bytes of an MP3 frame', hex('FFFB90'), []],
  ['UTF-16 text', hex('FFFE480065006C00'), []],
  ['AMR', text('#!AMR\n\x04'), ['amr']],
  ['wide-band AMR', text('#!AMR-WB\n\x04'), ['amr']],
  ['a shell script', text('#!/bin/sh\n'), []],
  ['OLE', hex('D0CF11E0A1B11AE1'), ['doc', 'xls', 'ppt']],
  ['PK', hex('504B030414000600'), ['zip', 'docx', 'xlsx', 'pptx']],
  ['an empty ZIP', hex('504B0506'), ['zip']],
  ['RAR 4', hex('526172211A0700'), ['rar']],
  ['RAR 5', hex('526172211A070100'), ['rar']],
  ['RAR of a version that is not', hex('526172211A0702'), []],
  ['PDF at the start', text('%PDF-1.7\n'), ['pdf']],
  ['PDF after 500 spaces', text(`${' '.repeat(500)}%PDF-1.4`), ['pdf']],
  ['PDF as late as it may begin', text(`${' '.repeat(HEAD_BYTES - 5)}%PDF-1.4`), ['pdf']],
  ['PDF one byte too late', text(`${' '.repeat(HEAD_BYTES - 4)}%PDF-1.4`), []],
  ['HTML that mentions a PDF', text('<html>%PDF-1.4'), ['html']],
  ['HTML after a byte order mark', Buffer.concat([hex('EFBBBF'), text('<!doctype HTML>')]), ['html']],
  ['HTML after white space', text(' \r\n\t<HTML>'), ['html']],
  ['SVG', text('<svg xmlns="http://www.w3.org/2000/svg"/>'), ['svg']],
  ['XML', text('<?xml version="1.0"?><svg/>'), ['xml']],
  ['PHP', text('<?php echo 1;'), ['php']],
  ['ftyp heix', text('\0\0\0\x18ftypheix'), ['heic']],
  ['ftyp mif1', text('\0\0\0\x18ftypmif1'), ['heic']],
  ...['heim', 'heis', 'hevc', 'hevx', 'msf1'].map(
    (brand) => [`ftyp ${brand}`, text(`\0\0\0\x18ftyp${brand}`), ['heic']] as const,
  ),
  ['ftyp avis', text('\0\0\0\x18ftypavis'), ['avif']],
  ['ftyp hev1', text('\0\0\0\x18ftyphev1'), ['mp4']],
  ['PDF without its dash', text('%PDF 1.4'), ['pdf']],
  ['Ogg', text('OggS\0'), ['ogg']],
  ['WebM', hex('1A45DFA3'), ['webm']],
  ['7z', hex('377ABCAF271C'), ['7z']],
  ['gzip', hex('1F8B08'), ['gz']],
  ['TIFF of Intel', hex('49492A00'), ['tiff']],
  ['TIFF of Motorola', hex('4D4D002A'), ['tiff']],
  ['markup in the middle', text('a <html> page'), []],
  ['a DOS program', text('MZ\x90\0'), ['exe']],
  ['an ELF program', text('\x7fELF\x02'), ['elf']],
]

for (const [title, head, formats] of HEADS) {
  test(`${title} looks like ${formats.join(' or ') || 'nothing we know'}`, () => {
    assert.deepEqual(sniffFormats(head), formats)
  })
}

test('never throws, whatever the bytes', () => {
  for (let first = 0; first < 256; first += 1) {
    for (const second of [0x00, 0x50, 0xd8, 0xfb, 0xff]) {
      for (const length of [1, 2, 3, 4, 16, 2000]) {
        assert.ok(Array.isArray(sniffFormats(Buffer.alloc(length, Buffer.from([first, second])))))
      }
    }
  }
})

function hex(digits: string): Buffer {
  return Buffer.from(digits, 'hex')
}

function text(content: string): Buffer {
  return Buffer.from(content, 'latin1')
}
