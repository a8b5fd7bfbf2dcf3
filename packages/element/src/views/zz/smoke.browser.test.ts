import { MEDIA_RULES } from '@dt-media/backend/contract'
import { sendKeys } from '@web/test-runner-commands'
import { expect } from 'chai'
import { LitElement, html } from 'lit'

class X extends LitElement {
  static override properties = { n: {} }
  declare n: number
  override render() { return html`<input id="a">${this.n}` }
}
customElements.define('x-smoke', X)

describe('smoke', () => {
  it('resolves the contract from source', () => {
    expect(MEDIA_RULES.image.maxBytes).to.equal(20 * 2 ** 20)
  })
  it('types into a field', async () => {
    const input = document.body.appendChild(document.createElement('input'))
    input.focus()
    await sendKeys({ type: 'abc' })
    expect(input.value).to.equal('abc')
    await sendKeys({ press: 'Tab' })
    const el = document.createElement('x-smoke') as X
    el.n = 4
    document.body.append(el)
    await el.updateComplete
    expect(el.shadowRoot?.textContent).to.contain('4')
    expect(crypto.subtle).to.be.ok
  })
  it('vp', async () => { const { setViewport } = await import('@web/test-runner-commands'); await setViewport({width: 400, height: 500}); expect(innerWidth).to.equal(400) })
})
