import { expect } from 'chai'
import { carriesFiles, droppedFiles, pastedFiles } from './dropped-files.ts'

describe('droppedFiles', () => {
  const fileEntry = (name: string) => ({
    isFile: true,
    isDirectory: false,
    file: (done: (file: File) => void) => done(new File(['x'], name)),
  })
  const unreadable = {
    isFile: true,
    isDirectory: false,
    file: (_: unknown, failed: (error: Error) => void) => failed(new Error()),
  }
  /** Lists like Chromium: 100 entries a call, then none. */
  const folder = (...entries: object[]) => ({
    isFile: false,
    isDirectory: true,
    createReader: () => {
      const left = [...entries]
      return { readEntries: (done: (portion: object[]) => void) => done(left.splice(0, 100)) }
    },
  })
  const transferOf = (...entries: (object | null)[]) =>
    ({
      types: ['Files'],
      files: [],
      items: entries.map((entry) => ({ kind: entry ? 'file' : 'string', webkitGetAsEntry: () => entry })),
    }) as unknown as DataTransfer
  const many = (count: number, prefix: string) =>
    Array.from({ length: count }, (_, i) => fileEntry(`${prefix}${i}.png`))

  it('finds all 250 files of a folder within a folder (12)', async () => {
    const files = await droppedFiles(transferOf(folder(...many(230, 'a'), folder(...many(20, 'b')))))
    expect(new Set(files.map(({ name }) => name)).size).to.equal(250)
  })

  it('does not lose the others for one that cannot be read, nor for what is no file (14) (15)', async () => {
    const files = await droppedFiles(
      transferOf(null, folder(unreadable, fileEntry('a.png')), fileEntry('b.png')),
    )
    expect(files.map(({ name }) => name)).to.deep.equal(['a.png', 'b.png'])
  })

  it('tells a drag of text from one of files (11)', () => {
    expect(carriesFiles({ types: ['text/plain'] } as unknown as DataTransfer)).to.equal(false)
    expect(carriesFiles(transferOf())).to.equal(true)
    expect(carriesFiles(null)).to.equal(false)
  })

  it('names two screenshots of one paste apart, and leaves other names alone (16)', () => {
    const files = ['image.png', 'image.png', 'cat.png'].map((name) => new File(['x'], name))
    const pasted = pastedFiles({ files } as unknown as DataTransfer, new Date(0))
    expect(pasted?.map(({ name }) => name)).to.deep.equal([
      'image-19700101000000000.png',
      'image-19700101000000000-2.png',
      'cat.png',
    ])
  })
})
