/** The element as one field among others. The browser alone checks and sends this form; the answer is shown in a frame. */
import { html, type TemplateResult } from 'lit'
import type { Choices } from './choices.ts'
import type { Words } from './words/en.ts'

/** The form in a card. */
export function plainForm(endpoint: string, choices: Choices, words: Words): TemplateResult {
  const theme = choices.theme === 'auto' ? '' : choices.theme
  const action = `/demo/submit?${new URLSearchParams({ theme, dir: choices.dir })}`
  return html`<section class="card form-card">
    <header><h2>${words.formTitle}</h2></header>
    <p>${words.formIntro}</p>
    <form method="post" action=${action} target="received">
      <label class="field"><span>${words.formSubject}</span><input name="subject" required value=${words.formSubjectValue} /></label>
      <div class="field">
        <span id="receipt-label">${words.formFile}</span>
        <dt-media-upload name="receipt" required layout="button" endpoint=${endpoint} aria-labelledby="receipt-label"></dt-media-upload>
      </div>
      <div class="form-actions">
        <button class="primary">${words.formSend}</button>
        <button class="quiet" type="reset">${words.formReset}</button>
      </div>
    </form>
    <h3>${words.formReceived}</h3>
    <iframe name="received" title=${words.formReceived} srcdoc=${emptyFrame(words.formNothing, choices)}></iframe>
  </section>`
}

function emptyFrame(text: string, { theme, dir }: Choices): string {
  const scheme = theme === 'auto' ? 'light dark' : theme
  return `<html dir="${dir}" style="color-scheme:${scheme}"><body style="font:14px/1.4 system-ui;margin:12px;opacity:.7"><bdi>${text}</bdi>`
}
