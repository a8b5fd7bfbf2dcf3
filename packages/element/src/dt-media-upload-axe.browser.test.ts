import { executeServerCommand } from '@web/test-runner-commands'
import axe from 'axe-core'
import { expect } from 'chai'
import type { DtMediaUpload } from './dt-media-upload.ts'
import {
  allAre,
  fakePng,
  heldUploader,
  mount,
  next,
  parts,
  png,
  unmountAll,
  until,
} from './form/testing/mounted-upload.ts'

describe('<dt-media-upload> has nothing that axe objects to', () => {
  const root = document.documentElement
  const force = (value: 'active' | 'none') =>
    executeServerCommand<boolean, unknown>('force-media', [{ name: 'forced-colors', value }])

  afterEach(async () => {
    unmountAll()
    root.style.colorScheme = root.dir = ''
    document.body.style.background = ''
    await force('none')
  })

  const DONE = '<data value="@media-aaaa">a.pdf</data><data value="@media-bbbb">b.png</data>'
  const held = async (attributes: string) => {
    const element = await mount(`<dt-media-upload label="Photos" ${attributes}></dt-media-upload>`)
    const { uploads, uploader } = heldUploader()
    element.uploader = uploader
    element.addFiles([png()])
    const upload = await until(() => uploads[0])
    return { element, upload }
  }
  const states: Readonly<Record<string, () => Promise<DtMediaUpload>>> = {
    empty: () => mount('<dt-media-upload label="Photos" multiple></dt-media-upload>'),
    disabled: () => mount(`<dt-media-upload label="Photos" multiple disabled>${DONE}</dt-media-upload>`),
    done: () => mount(`<dt-media-upload multiple>${DONE}</dt-media-upload>`),
    invalid: async () => {
      const element = await mount('<form><dt-media-upload required></dt-media-upload></form>')
      element.reportValidity()
      await element.updateComplete
      return element
    },
    button: () => mount(`<dt-media-upload layout="button">${DONE}</dt-media-upload>`),
    rejected: async () => {
      const element = await mount('<dt-media-upload media-type="image"></dt-media-upload>')
      const rejected = next(element, 'media-rejected')
      element.addFiles([fakePng()])
      await rejected
      await until(() => element.renderRoot.querySelector('.note'))
      return element
    },
    uploading: async () => {
      const { element } = await held('')
      await until(() => parts(element, 'progress').length === 1)
      return element
    },
    failed: async () => {
      const { element, upload } = await held('')
      upload.fail()
      await allAre(element, 'failed')
      return element
    },
    'a grid to sort': async () => {
      const element = await mount(
        `<dt-media-upload layout="grid" multiple sortable>${DONE}</dt-media-upload>`,
      )
      await until(() => parts(element, 'handle').length === 2)
      return element
    },
    'a failed tile': async () => {
      const { element, upload } = await held('layout="grid"')
      upload.fail()
      await allAre(element, 'failed')
      return element
    },
    'an avatar on its way': async () => {
      const { element } = await held('layout="avatar"')
      await until(() => parts(element, 'progress').length === 1)
      return element
    },
    'read-only': () => mount(`<dt-media-upload label="Photos" multiple readonly>${DONE}</dt-media-upload>`),
  }
  const modes: Readonly<Record<string, () => boolean | Promise<boolean>>> = {
    light: () => true,
    dark: () => {
      root.style.colorScheme = 'dark'
      return true
    },
    'from right to left': () => {
      root.dir = 'rtl'
      return true
    },
    'in forced colours': () => force('active'),
  }

  for (const [mode, enter] of Object.entries(modes)) {
    for (const [state, render] of Object.entries(states)) {
      it(`${state}, ${mode} (46)`, async function () {
        root.style.colorScheme = 'light'
        root.lang = 'en'
        document.body.style.background = 'Canvas'
        // Only Chromium can be told to force colours.
        if (!(await enter())) this.skip()
        const element = await render()
        // Colours are judged as they stand in the end.
        for (const each of element.renderRoot.querySelectorAll('*')) {
          for (const animation of each.getAnimations()) {
            if (animation.effect?.getComputedTiming().iterations !== Infinity) animation.finish()
          }
        }
        const { violations } = await axe.run(element, { rules: { region: { enabled: false } } })
        expect(
          violations.map(
            ({ id, nodes }) =>
              `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join()}`,
          ),
        ).to.deep.equal([])
      })
    }
  }
})
