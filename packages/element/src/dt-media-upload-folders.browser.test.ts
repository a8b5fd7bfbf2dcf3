import { expect } from 'chai'
import {
  dropOn,
  fileEntry,
  folderEntry,
  transferOfEntries,
  unreadableEntry,
} from './form/testing/dropped-entries.ts'
import { allAre, mount, part, png, unmountAll, until } from './form/testing/mounted-upload.ts'

describe('<dt-media-upload> and folders', () => {
  afterEach(unmountAll)

  /** So many files, none the same as another. */
  const many = (count: number, from = 0) =>
    Array.from({ length: count }, (_, i) => fileEntry(png(`${from + i}.png`, from + i)))

  const mounted = async (attributes = '') => {
    const element = await mount(`<dt-media-upload manual multiple lang="en" ${attributes}></dt-media-upload>`)
    const codes: string[] = []
    element.addEventListener('media-rejected', (event) => codes.push((event as CustomEvent).detail.code))
    return {
      element,
      codes,
      drop: (...entries: (object | null)[]) => dropOn(part(element, 'zone'), transferOfEntries(...entries)),
    }
  }

  it('takes all 250 files of a folder within a folder, and the folders for no files (12) (13)', async () => {
    const { element, codes, drop } = await mounted()
    expect(drop(folderEntry(...many(230), folderEntry(...many(20, 230)))).defaultPrevented).to.equal(true)
    await until(() => element.items.length === 250)
    await allAre(element, 'waiting')
    expect(codes).to.deep.equal([])
  })

  it('adds nothing for an empty folder, and nothing bogus beside it (13)', async () => {
    const { element, codes, drop } = await mounted()
    drop(folderEntry(), folderEntry(folderEntry()), fileEntry(png('a.png')))
    await allAre(element, 'waiting')
    expect(element.items.map(({ name }) => name)).to.deep.equal(['a.png'])
    expect(codes).to.deep.equal([])
  })

  it('loses no file for one that cannot be read, nor for what is no file (14) (15)', async () => {
    const { element, drop } = await mounted()
    drop(null, folderEntry(unreadableEntry, ...many(2)), unreadableEntry, ...many(2, 2))
    await until(() => element.items.length === 4)
    await allAre(element, 'waiting')
  })

  it('takes of ten thousand files in folders what it may, and says the rest in a few words (BR-31)', async function () {
    this.timeout(60_000)
    const { element, codes, drop } = await mounted('max-files="20"')
    // A hundred folders, each within the one before.
    let folder = folderEntry(...many(100))
    for (let i = 1; i < 100; i++) folder = folderEntry(...many(100, i * 100), folder)
    drop(folder)
    await until(() => codes.length === 9980)
    await allAre(element, 'waiting')
    expect(element.items).to.have.length(20)
    expect(new Set(codes)).to.deep.equal(new Set(['too_many_files']))
    expect(element.renderRoot.querySelectorAll('*').length).to.be.at.most(900)
    expect(element.renderRoot.querySelectorAll('.note li')).to.have.length(4)
  })
})
