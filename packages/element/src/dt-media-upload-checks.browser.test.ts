import { assert } from 'chai'
import type { DtMediaUpload } from './dt-media-upload.ts'
import { heldUploader, mount, parts, png, unmountAll, until } from './form/testing/mounted-upload.ts'

/** Files that are not what their names say; the server of these tests has them. */
const FAKES = [
  'avi.wav',
  'bmp.png',
  'docx.doc',
  'elf.zip',
  'empty-zip.docx',
  'gif.bmp',
  'heic.jpg',
  'html.png',
  'marked-html.gif',
  'mp3.amr',
  'pdf.doc',
  'php.gif',
  'png.jpg',
  'ppt.pptx',
  'program.jpg',
  'quicktime.mp4',
  'rar.zip',
  'svg.png',
  'text.pdf',
  'truncated.png',
  'wav.mp3',
  'webp.jpg',
  'zeros.mp3',
  'zeros.mp4',
  'zip.rar',
] as const

/** The smallest real files of their formats. */
const REAL = [
  'sample.amr',
  'sample.bmp',
  'sample.doc',
  'sample.docx',
  'sample.gif',
  'sample.jpg',
  'sample.mp3',
  'sample.mp4',
  'sample.pdf',
  'sample.png',
  'sample.ppt',
  'sample.pptx',
  'sample.rar',
  'sample.wav',
  'sample.xls',
  'sample.xlsx',
  'sample.zip',
  'reordered.docx',
  'empty.zip',
] as const

async function fetched(folder: 'fakes' | 'media', name: string): Promise<File> {
  const answer = await fetch(`/fixtures/${folder}/${name}`)
  if (!answer.ok) throw new Error(`There is no ${name}`)
  return new File([await answer.blob()], name)
}

async function mounted(attributes = '') {
  const element = await mount(`<dt-media-upload multiple lang="en" ${attributes}></dt-media-upload>`)
  const { uploads, uploader } = heldUploader()
  element.uploader = uploader
  const rejected: { name: string; code: string; message: string }[] = []
  element.addEventListener('media-rejected', (event) => {
    const { file, code, message } = (event as CustomEvent).detail
    rejected.push({ name: file.name, code, message })
  })
  return { element, uploads, rejected }
}

/** As a person does in the dialog. */
function pick(element: DtMediaUpload, ...files: File[]): void {
  const input = element.renderRoot.querySelector('input') as HTMLInputElement
  const transfer = new DataTransfer()
  for (const file of files) transfer.items.add(file)
  input.files = transfer.files
  input.dispatchEvent(new Event('change', { bubbles: true }))
}

describe('<dt-media-upload> checks files', () => {
  afterEach(unmountAll)

  it('refuses every file that is not what its name says, and sends none of them (22) (23) (BR-29)', async () => {
    const { element, uploads, rejected } = await mounted()
    await element.addFiles(await Promise.all(FAKES.map((name) => fetched('fakes', name))))
    assert.deepEqual(rejected.map(({ name }) => name).sort(), [...FAKES].sort())
    assert.deepEqual(new Set(rejected.map(({ code }) => code)), new Set(['content_mismatch']))
    assert.lengthOf(uploads, 0)
    assert.lengthOf(element.items, 0)
  })

  it('takes the smallest real file of every format (22)', async () => {
    const { element, rejected } = await mounted('manual')
    await element.addFiles(await Promise.all(REAL.map((name) => fetched('media', name))))
    assert.deepEqual(rejected, [])
    assert.deepEqual(element.items.map(({ name }) => name).sort(), [...REAL].sort())
  })

  it('takes a file that is two things at once for what it begins as, if that is its name (22)', async () => {
    const { element, uploads, rejected } = await mounted('concurrency="9"')
    const [picture, archive] = await Promise.all([
      fetched('media', 'sample.png'),
      fetched('media', 'sample.zip'),
    ])
    const both = (name: string) => new File([picture, archive], name)
    await element.addFiles([both('both.png'), both('both.zip')])
    await until(() => uploads[0])
    assert.deepEqual(
      uploads.map(({ filename }) => filename),
      ['both.png'],
    )
    assert.deepEqual(
      rejected.map(({ name, code }) => [name, code]),
      [['both.zip', 'content_mismatch']],
    )
  })

  it('reads a kilobyte of a file, however large it is (22)', async () => {
    const { element } = await mounted('manual')
    const file = new File([png(), new Uint8Array(3_000_000)], 'large.png')
    let bytes = 0
    const slice = file.slice
    file.slice = function (start = 0, end = file.size, type) {
      bytes += end - start
      return slice.call(this, start, end, type)
    }
    await element.addFiles([file])
    assert.lengthOf(element.items, 1)
    assert.isAtMost(bytes, 1024)
  })

  it('refuses what is empty, too large, of a wrong kind or too much, each for its own reason (20) (21) (25) (BR-29)', async () => {
    const { element, uploads, rejected } = await mounted('max-size="1KB" max-files="2" accept="image/*"')
    await element.addFiles([
      new File([], 'empty.png'),
      png('exact.png', 1024 - 8),
      png('over.png', 1024 - 7),
      new File(['%PDF-1.7'], 'a.pdf', { type: 'application/pdf' }),
      png('second.png', 1),
      png('third.png', 2),
    ])
    assert.deepEqual(
      rejected.map(({ name, code }) => `${name} ${code}`),
      ['empty.png empty', 'over.png too_large', 'a.pdf format_not_allowed', 'third.png too_many_files'],
    )
    assert.lengthOf(new Set(rejected.map(({ message }) => message)), 4)
    await until(() => uploads.length === 2)
    const notes = await until(() => {
      const shown = parts(element, 'error').map(({ textContent }) => textContent ?? '')
      return shown.length > 0 ? shown : undefined
    })
    for (const { name, message } of rejected.slice(0, notes.length)) {
      assert.isTrue(
        notes.some((note) => note.includes(name) && note.includes(message)),
        name,
      )
    }
  })

  it('takes its complaint back once the next files are right (25)', async () => {
    const { element } = await mounted()
    await element.addFiles([new File(['text'], 'notes.txt')])
    await until(() => parts(element, 'error').length > 0)
    await element.addFiles([png()])
    await until(() => parts(element, 'error').length === 0)
  })

  it('enforces accept on what a person picked under "All files" (18)', async () => {
    for (const [accept, taken] of [
      ['image/png,image/jpeg', ['a.png', 'B.PNG']],
      [' .PDF , text/plain', ['c.pdf']],
      ['image/*', ['a.png', 'B.PNG']],
      ['.ng, png, .*, [a-z]', []],
      ['*/*', ['a.png', 'B.PNG', 'c.pdf']],
    ] as const) {
      const { element, rejected } = await mounted(`manual accept="${accept}"`)
      const picked = [
        png('a.png', 1),
        png('B.PNG', 2),
        new File(['%PDF-1.7\n'], 'c.pdf', { type: 'application/pdf' }),
        new File(['text'], 'notes.txt', { type: 'text/plain' }),
      ]
      pick(element, ...picked)
      await until(() => element.items.length + rejected.length === picked.length)
      await until(() => element.items.every(({ phase }) => phase === 'waiting'))
      assert.deepEqual(
        element.items.map(({ name }) => name),
        [...taken],
        accept,
      )
      unmountAll()
    }
  })

  it('judges a file whose type the browser does not know by its name (19)', async () => {
    const { element, rejected } = await mounted('manual accept="image/png,application/pdf"')
    const untyped = (name: string, ...content: BlobPart[]) => new File(content, name, { type: '' })
    pick(element, untyped('a.png', png()), untyped('b.pdf', '%PDF-1.7\n'), untyped('c.amr', '#!AMR\n '))
    await until(() => element.items.length === 2 && rejected.length === 1)
    assert.deepEqual([rejected[0]?.name, rejected[0]?.code], ['c.amr', 'format_not_allowed'])
  })

  it('is not said to be ready while a page’s own check takes its time (24)', async () => {
    const { element, uploads } = await mounted()
    let release: ((verdict: undefined) => void) | undefined
    element.validators = [
      () =>
        new Promise((resolve) => {
          release = resolve
        }),
    ]
    const added = element.addFiles([png()])
    const pass = await until(() => release)
    assert.equal(element.items[0]?.phase, 'checking')
    assert.isFalse(element.checkValidity())
    pass(undefined)
    await added
    await until(() => uploads[0])
  })
})
