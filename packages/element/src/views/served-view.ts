/**
 * What a server draws where the page would be asked first: whether files can be dropped, and whether there is
 * a script.
 */

import { html, type TemplateResult } from 'lit'

/** Both prompts; the style sheet shows the one for the person's pointer. */
export function servedPrompt(drop: string, choose: string): TemplateResult {
  return html`<span class="hover">${drop}</span><span class="touch">${choose}</span>`
}

/** The place of an `<input type="file">` while no script has reached the element. */
export const servedInput: TemplateResult = html`<slot name="input"></slot>`
