import { expect } from 'chai'
import { mount, part, unmountAll, until } from './form/testing/mounted-upload.ts'

describe("<dt-media-upload> with the page's own button", () => {
  afterEach(unmountAll)

  const mountOwn = async (attributes = '', trigger = '<button slot="trigger" type="button">Own</button>') => {
    const element = await mount(
      `<form><dt-media-upload multiple ${attributes}>${trigger}<data value="@media-first">a.png</data></dt-media-upload></form>`,
    )
    return { element, own: element.querySelector('button') as HTMLButtonElement }
  }

  it('focuses it, and not a button of the list', async () => {
    const { element, own } = await mountOwn()
    element.focus()
    expect(document.activeElement === own).to.equal(true)
  })

  it('focuses it to show what is wrong', async () => {
    const { element, own } = await mountOwn('min-files="2"')
    expect(element.reportValidity()).to.equal(false)
    expect(document.activeElement === own).to.equal(true)
  })

  it('focuses it once the last item is removed', async () => {
    const { element, own } = await mountOwn()
    part(element, 'remove').focus()
    part(element, 'remove').click()
    await until(() => document.activeElement === own)
  })

  it('finds it in a wrapper', async () => {
    const { element, own } = await mountOwn(
      'min-files="2"',
      '<div slot="trigger"><button type="button">Own</button></div>',
    )
    element.focus()
    expect(document.activeElement === own).to.equal(true)
    own.blur()
    expect(element.reportValidity()).to.equal(false)
    expect(document.activeElement === own).to.equal(true)
  })

  it('focuses it when the page opens, if the element has autofocus', async () => {
    const { own } = await mountOwn('autofocus')
    await until(() => document.activeElement === own)
  })

  it('focuses it also where the browser has found a button of the list first', async () => {
    const { element } = await mountOwn()
    const opened = element.cloneNode(true) as typeof element
    opened.autofocus = true
    element.replaceWith(opened)
    // No frame comes between: these are microtasks.
    while (!opened.renderRoot?.querySelector('[part~=remove]')) await opened.updateComplete
    part(opened, 'remove').focus()
    expect(document.activeElement === opened).to.equal(true)
    await until(() => document.activeElement === opened.querySelector('button'))
  })

  it('leaves the focus where a person has put it, also with autofocus', async () => {
    const input = document.createElement('input')
    document.body.append(input)
    input.focus()
    await mountOwn('autofocus')
    await new Promise(requestAnimationFrame)
    expect(document.activeElement === input).to.equal(true)
  })

  it('is valid or not where the button is handed on from an outer shadow tree', async () => {
    const host = await mount('<div id="outer"><button slot="mine" type="button">Own</button></div>', '#outer')
    const element = document.createElement('dt-media-upload')
    element.required = true
    element.innerHTML = '<slot name="mine" slot="trigger"></slot>'
    host.attachShadow({ mode: 'open' }).append(element)
    await element.updateComplete
    expect(element.reportValidity()).to.equal(false)
    element.focus()
    expect(document.activeElement === host.querySelector('button')).to.equal(true)
  })
})
