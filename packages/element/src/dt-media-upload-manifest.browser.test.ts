import { expect } from 'chai'
import { DtMediaUpload } from './dt-media-upload.ts'
import { heldUploader, mount, next, png, unmountAll, until } from './form/testing/mounted-upload.ts'
import { styles as recorderStyles } from './recorder/recorder.ts'
import { COLOURS } from './views/colours.ts'
import { styles as sortableStyles } from './views/sortable.ts'
import { styles as tileStyles } from './views/tile-styles.ts'

interface Named {
  readonly name: string
  readonly description?: string
}

interface Declaration {
  readonly attributes: readonly (Named & { readonly fieldName: string })[]
  readonly members: readonly (Named & { readonly kind: string })[]
  readonly events: readonly Named[]
  readonly slots: readonly Named[]
  readonly cssParts: readonly Named[]
  readonly cssStates: readonly Named[]
  readonly cssProperties: readonly Named[]
}

const sourceOf = async (path: string) => (await fetch(new URL(path, import.meta.url))).text()
const names = (list: readonly Named[]) => list.map(({ name }) => name).sort()
const sortedSet = (list: Iterable<string>) => [...new Set(list)].sort()

describe('custom-elements.json (58)', () => {
  let told: Declaration

  before(async () => {
    const manifest = JSON.parse(await sourceOf('../custom-elements.json'))
    told = manifest.modules[0].declarations[0]
  })

  afterEach(unmountAll)

  it('says of everything what it is', () => {
    const { attributes, members, events, slots, cssParts, cssStates, cssProperties } = told
    const all = [attributes, members, events, slots, cssParts, cssStates, cssProperties].flat()
    expect(all.filter(({ description }) => !description).map(({ name }) => name)).to.deep.equal([])
  })

  it('has the attributes that the element observes, and no other', () => {
    expect(names(told.attributes)).to.deep.equal([...DtMediaUpload.observedAttributes].sort())
  })

  it('has the properties of the element, each with its attribute', () => {
    const fields = told.members.filter(({ kind }) => kind === 'field')
    const element = document.createElement('dt-media-upload')
    for (const { name } of told.members) expect(name in element, name).to.equal(true)
    const declared = [...DtMediaUpload.elementProperties.keys()].map(String)
    expect(declared.filter((name) => !names(fields).includes(name))).to.deep.equal([])
    for (const { name, fieldName } of told.attributes) {
      const { attribute } = DtMediaUpload.elementProperties.get(fieldName) ?? {}
      expect(typeof attribute === 'string' ? attribute : fieldName.toLowerCase(), fieldName).to.equal(name)
    }
  })

  it('has its methods', () => {
    const element = document.createElement('dt-media-upload')
    const methods = names(told.members.filter(({ kind }) => kind === 'method'))
    for (const name of methods) expect(typeof Reflect.get(element, name), name).to.equal('function')
    expect(methods).to.include.members([
      'showPicker',
      'addFiles',
      'remove',
      'checkValidity',
      'startRecording',
    ])
  })

  it('has the events that are fired, and no other', async () => {
    const queue = [...(await sourceOf('./queue/events.ts')).matchAll(/'(media-[a-z]+)'/g)]
    const element = await mount('<dt-media-upload multiple required></dt-media-upload>')
    const heard = new Set<string>()
    const dispatch = element.dispatchEvent.bind(element)
    element.dispatchEvent = (event) => {
      heard.add(event.type)
      return dispatch(event)
    }
    element.addEventListener('invalid', () => heard.add('invalid'))
    element.checkValidity()
    element.renderRoot.querySelector('input')?.dispatchEvent(new Event('cancel'))
    const { uploads, uploader } = heldUploader()
    element.uploader = uploader
    element.addFiles([png('a.png', 1), png('b.png', 2), new File(['%PDF-1.7\n'], 'fake.png')])
    ;(await until(() => uploads[1])).fail()
    uploads[0]?.onProgress(5)
    const done = next(element, 'media-uploaded')
    uploads[0]?.succeed()
    await done
    await until(() => heard.has('media-complete') && heard.has('change'))
    for (const item of element.items) element.remove(item)
    // The tests of `fit` hear it.
    heard.add('media-fitted')
    expect(sortedSet(heard)).to.deep.equal(names(told.events))
    for (const [, name = ''] of queue) expect(names(told.events)).to.include(name)
  })

  it('has the slots and parts that are rendered, and no other', async () => {
    const slots = new Set<string>()
    const parts = new Set<string>()
    const look = (element: DtMediaUpload) => {
      for (const slot of element.renderRoot.querySelectorAll('slot')) slots.add(slot.name)
      for (const each of element.renderRoot.querySelectorAll('[part]')) {
        for (const part of each.part) parts.add(part)
      }
    }
    for (const layout of ['zone', 'button', 'grid', 'avatar']) {
      const element = await mount(
        `<dt-media-upload multiple record sortable label="Photos" layout=${layout}></dt-media-upload>`,
      )
      look(element)
      const { uploads, uploader } = heldUploader()
      element.uploader = uploader
      element.addFiles([png('a.png', 1), png('b.png', 2), new File(['%PDF-1.7\n'], 'fake.png')])
      const upload = await until(() => uploads[0])
      await until(() => layout === 'avatar' || element.renderRoot.querySelector('[part~=handle]'))
      await until(() => element.renderRoot.querySelector('.recorder'))
      look(element)
      upload.fail()
      await until(() => element.renderRoot.querySelector('[part~=retry]'))
      look(element)
    }
    // Only an item that was made to fit has it: the tests of `fit` look for it.
    parts.add('undo')
    expect(sortedSet(slots)).to.deep.equal(names(told.slots))
    expect(sortedSet(parts)).to.deep.equal(names(told.cssParts))
  })

  it('has the states that are shown, and no other', async () => {
    const source = await sourceOf('./dt-media-upload.ts')
    const [, listed = ''] = /const states = \{([^}]+)\}/.exec(source) ?? []
    const shown = [...listed.matchAll(/(\w+)(?::[^,\n]+)?,?\n/g)].map(([, name = '']) => name)
    expect(sortedSet(shown)).to.deep.equal(names(told.cssStates))
  })

  it('has the custom properties that the styles ask for, and no other', () => {
    const sheets = [...DtMediaUpload.styles, recorderStyles, sortableStyles, tileStyles]
    const asked = sheets.flatMap(({ cssText }) => [...cssText.matchAll(/var\((--dt-[a-z-]+)/g)])
    const colours = COLOURS.map(([name]) => `--dt-${name}`)
    expect(sortedSet([...colours, ...asked.map(([, name = '']) => name)])).to.deep.equal(
      names(told.cssProperties),
    )
  })
})
