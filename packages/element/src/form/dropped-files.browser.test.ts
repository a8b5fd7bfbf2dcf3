import { expect } from 'chai'
import { carriesFiles, droppedFiles, pastedFiles } from './dropped-files.ts'
import { fileEntry, folderEntry, transferOfEntries, unreadableEntry } from './testing/dropped-entries.ts'

describe('droppedFiles', () => {
  const many = (count: number, prefix: string) =>
    Array.from({ length: count }, (_, i) => fileEntry(new File(['x'], `${prefix}${i}.png`)))

  it('finds all 250 files of a folder within a folder (12)', async () => {
    const files = await droppedFiles(
      transferOfEntries(folderEntry(...many(230, 'a'), folderEntry(...many(20, 'b')))),
    )
    expect(new Set(files.map(({ name }) => name)).size).to.equal(250)
  })

  it('does not lose the others for one that cannot be read, nor for what is no file (14) (15)', async () => {
    const files = await droppedFiles(
      transferOfEntries(
        null,
        folderEntry(unreadableEntry, fileEntry(new File(['x'], 'a.png'))),
        fileEntry(new File(['x'], 'b.png')),
      ),
    )
    expect(files.map(({ name }) => name)).to.deep.equal(['a.png', 'b.png'])
  })

  it('tells a drag of text from one of files (11)', () => {
    expect(carriesFiles({ types: ['text/plain'] } as unknown as DataTransfer)).to.equal(false)
    expect(carriesFiles(transferOfEntries())).to.equal(true)
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
