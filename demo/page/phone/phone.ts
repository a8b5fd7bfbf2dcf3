/** DingTalk's side: a phone with the conversation in which work notices arrive, the newest at the bottom. */
import { html, type TemplateResult } from 'lit'
import { guard } from 'lit/directives/guard.js'
import { repeat } from 'lit/directives/repeat.js'
import { icon } from '../icons.ts'
import type { Words } from '../words/en.ts'
import type { Message } from './inbox.ts'
import { type MessageOptions, messageView } from './message.ts'

interface PhoneOptions extends MessageOptions {
  readonly messages: readonly Message[]
}

/** The phone with all messages. */
export function phone({ words, messages }: PhoneOptions): TemplateResult {
  return html`<section class="phone" aria-label=${words.phone}>
    <div class="phone-screen">
      <div class="phone-status" aria-hidden="true"><span>9:41</span><span class="phone-camera"></span>${battery}</div>
      <header class="phone-bar">${icon('back')}<h2>${words.notices}</h2>${icon('more')}</header>
      <div class="phone-chat" role="log" aria-label=${words.notices} tabindex="0">
        ${messages.length === 0 ? emptyChat(words) : chat(messages, { words })}
      </div>
      <div class="phone-home" aria-hidden="true"></div>
    </div>
  </section>`
}

function chat(messages: readonly Message[], options: MessageOptions): TemplateResult {
  return html`<div class="phone-messages">
    ${repeat(
      messages,
      (message) => message.id,
      (message) => guard([message, options.words], () => messageView(message, options)),
    )}
  </div>`
}

function emptyChat(words: Words): TemplateResult {
  return html`<div class="phone-empty">${icon('up')}<strong>${words.phoneEmpty}</strong><p>${words.phoneEmptyHint}</p></div>`
}

const battery = html`<svg class="phone-battery" viewBox="0 0 44 12">
  <path d="M1 11V8M5 11V6M9 11V4M13 11V2" stroke="currentColor" stroke-width="2.4" stroke-linecap="round" />
  <rect x="20.5" y="1.5" width="20" height="9" rx="3" fill="none" stroke="currentColor" opacity=".5" />
  <rect x="22" y="3" width="15" height="6" rx="1.6" fill="currentColor" />
  <path d="M42.5 4.5v3" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" opacity=".5" />
</svg>`
