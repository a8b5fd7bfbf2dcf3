/**
 * What makes a form wrong. Each flaw alone is enough for a 4xx, whatever else is in the form, and
 * nothing of the file may reach DingTalk as whole.
 */

import type { Random } from '../random.ts'
import { makeFalseFile } from './content.ts'
import { type FormDraft, type PartDraft, partOf } from './form-draft.ts'

/** Breaks a form. The file's part is the last one. */
export type FormFlaw = (form: FormDraft, random: Random) => void

const media = (form: FormDraft) => form.parts.at(-1) as PartDraft
const disposition = (form: FormDraft, parameters: string) => {
  media(form).headers = [`Content-Disposition: ${parameters}`]
}
const header = (form: FormDraft, line: string, random: Random) => {
  media(form).headers.splice(random.below(2), 0, line)
}

export const FORM_FLAWS: Readonly<Record<string, FormFlaw>> = {
  'no closing delimiter': (form, random) => {
    form.closing = random.pick(['', '-', '\r\n', '-\r\n', '-x\r\n', ' --\r\n', '\r\nX: 1'])
    form.epilogue = Buffer.alloc(0)
  },
  'text behind the closing delimiter': (form, random) => {
    form.closing = random.pick(['--x', '--\n', '--\0', '---', `--${' '.repeat(65)}x`])
  },
  'media twice': (form) => {
    form.parts.push({ ...media(form), padding: '' })
  },
  'another part behind media': (form, random) => {
    form.parts.push(random.pick([partOf('name="type"', 'image'), partOf('name="x"', ''), nameless()]))
  },
  'media first': (form) => {
    form.parts = [media(form), ...form.parts.slice(0, -1), partOf('name="type"', 'file')]
  },
  'no media': (form) => {
    form.parts.pop()
  },
  'an unknown field': (form, random) => {
    const name = random.pick([
      'note',
      'MEDIA',
      'file',
      '__proto__',
      'media ',
      'constructor',
      'media[]',
      'typ',
    ])
    form.parts.splice(random.below(form.parts.length), 0, partOf(`name="${name}"`, 'x'))
  },
  'a field twice': (form, random) => {
    const field = partOf('name="access_token"', 'x')
    form.parts.unshift(field, { ...field, content: Buffer.from(random.pick(['x', 'y'])) })
  },
  'a thousand fields': (form, random) => {
    const count = random.pick([10, 100, 1000])
    form.parts.unshift(...Array.from({ length: count }, (_, index) => partOf(`name="f${index}"`, '')))
  },
  'a field that is a file': (form) => {
    form.parts.unshift(partOf('name="access_token"; filename="t.png"', 'x'))
  },
  'a long field': (form, random) => {
    form.parts.unshift(partOf('name="access_token"', 'x'.repeat(random.pick([4097, 8192, 60_000]))))
  },
  'a false type': (form, random) => {
    form.parts = form.parts.filter(({ headers }) => !/name="?type/i.test(headers.join()))
    const value = random.pick([
      '',
      'IMAGE',
      ' image',
      'image\r\n',
      'image\0',
      'image,file',
      '__proto__',
      '图',
    ])
    form.parts.unshift(partOf('name="type"', value))
  },
  'media without a filename': (form, random) => {
    disposition(
      form,
      `form-data; name="media"${random.pick(['', '; filename=""', '; filename=', '; filename*=a.png'])}`,
    )
  },
  'an unusable filename': (form, random) => {
    const name = random.pick([
      '.',
      '..',
      '/',
      '   ',
      'a/',
      '\u202E',
      '\uFEFF',
      'a.exe',
      'a.svg',
      'a.exe.',
      'a.png\0.exe',
    ])
    disposition(form, `form-data; name="media"; filename="${name}"`)
  },
  'a broken disposition': (form, random) => {
    disposition(
      form,
      random.pick([
        'attachment; name="media"; filename="a.png"',
        'form-data',
        'form-data; name=""; filename="a.png"',
        'form-data; name="media"; name="media"; filename="a.png"',
        'form-data; name="media"; filename="a.png"; filename="b.png"',
        'form-data; name="media"; filename="a.png',
        'form-data; name="media", filename="a.png"',
        'form-data; name="media"; filename="a"b.png"',
        'form-data name="media"; filename="a.png"',
        `form-data; name="media"; filename="${'\\'.repeat(8001)}"`,
        `form-data; name="media"; filename="a.png"${'; a=b'.repeat(2000)}`,
      ]),
    )
  },
  'a line that is no header': (form, random) => {
    header(
      form,
      random.pick(['nocolon', ': x', 'name : x', ' folded: x', 'a b: c', '--x: y', '\u00e9: x']),
      random,
    )
  },
  'a folded header': (form, random) => {
    header(form, `X-Long: a\r\n${random.pick([' ', '\t'])}b`, random)
  },
  'a bare control character in a header': (form, random) => {
    header(form, `X-Bare: a${random.pick(['\r', '\n', '\0', '\n\r', '\r\r'])}b`, random)
  },
  'a header twice': (form) => {
    media(form).headers.push(...media(form).headers)
  },
  'a long header': (form, random) => {
    header(form, `X-Long: ${'x'.repeat(random.pick([16_384, 30_000, 64_000]))}`, random)
  },
  'no headers': (form) => {
    media(form).headers = []
  },
  'a nested or encoded file': (form, random) => {
    media(form).headers = [
      'Content-Disposition: form-data; name="media"; filename="a.png"',
      random.pick([
        'Content-Type: multipart/mixed; boundary=inner',
        'Content-Transfer-Encoding: base64',
        'Content-Transfer-Encoding: quoted-printable',
      ]),
    ]
  },
  'other line breaks': (form, random) => {
    form.lineBreak = random.pick(['\n', '\r', '\n\r', '\r\r\n'])
  },
  'text behind a delimiter': (form, random) => {
    random.pick(form.parts).padding = random.pick([' junk', '\0', ' '.repeat(65), '-', '\r', '1'])
  },
  'a delimiter with other text in the content': (form, random) => {
    const inside = Buffer.from(
      `\r\n--${form.boundary}${random.pick(['junk', 'x\r\n', ' y', '-', '\n', '\0'])}`,
    )
    media(form).content = Buffer.concat([media(form).content, inside, Buffer.from('more')])
  },
  'a long preamble': (form, random) => {
    form.preamble = Buffer.alloc(random.pick([1025, 5000, 60_000]), 'p')
  },
  'a preamble that hides a part': (form) => {
    form.preamble = Buffer.from(`p--${form.boundary}\r\nX: 1\r\n\r\n`)
  },
  'another boundary than declared': (form, random) => {
    // The content type is written before, so this one is only in the body.
    form.boundary = random.pick([`${form.boundary}x`, `x${form.boundary}`, 'nothing-like-it'])
  },
  'a file that is not what its name says': (form, random) => {
    const file = makeFalseFile(random)
    form.parts = [
      partOf('name="type"', file.mediaType),
      partOf(`name="media"; filename="a.${file.extension}"`, file.bytes),
    ]
    form.preamble = Buffer.alloc(0)
  },
}

function nameless(): PartDraft {
  return { headers: [], content: Buffer.from('x'), padding: '' }
}
