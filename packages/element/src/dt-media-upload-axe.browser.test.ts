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
  afterEach(() => {
    unmountAll()
    document.documentElement.style.colorScheme = ''
    document.body.style.background = ''
  })

  const states: Readonly<Record<string, () => Promise<DtMediaUpload>>> = {
    empty: () => mount('<dt-media-upload label="Photos" multiple></dt-media-upload>'),
    disabled: () => mount('<dt-media-upload label="Photos" disabled></dt-media-upload>'),
    done: () => mount('<dt-media-upload><data value="@media-aaaa">a.pdf</data></dt-media-upload>'),
    invalid: async () => {
      const element = await mount('<form><dt-media-upload required></dt-media-upload></form>')
      element.reportValidity()
      await element.updateComplete
      return element
    },
    button: () =>
      mount('<dt-media-upload layout="button"><data value="@media-aaaa">a.pdf</data></dt-media-upload>'),
    rejected: async () => {
      const element = await mount('<dt-media-upload media-type="image"></dt-media-upload>')
      const rejected = next(element, 'media-rejected')
      element.addFiles([fakePng()])
      await rejected
      await until(() => element.renderRoot.querySelector('.note'))
      return element
    },
    uploading: async () => {
      const element = await mount('<dt-media-upload></dt-media-upload>')
      element.uploader = heldUploader().uploader
      element.addFiles([png()])
      await until(() => parts(element, 'progress').length === 1)
      return element
    },
    failed: async () => {
      const element = await mount('<dt-media-upload></dt-media-upload>')
      const { uploads, uploader } = heldUploader()
      element.uploader = uploader
      element.addFiles([png()])
      const upload = await until(() => uploads[0])
      upload.fail()
      await allAre(element, 'failed')
      return element
    },
  }

  for (const scheme of ['light', 'dark']) {
    for (const [state, render] of Object.entries(states)) {
      it(`${state}, ${scheme}`, async () => {
        document.documentElement.style.colorScheme = scheme
        document.documentElement.lang = 'en'
        document.body.style.background = 'Canvas'
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
