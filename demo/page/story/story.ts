/** Explains what just happened: which check spoke, what was sent, what it took. One sentence at a time. */
import { html, nothing, type TemplateResult } from 'lit'
import { keyed } from 'lit/directives/keyed.js'
import { type IconName, icon } from '../icons.ts'
import { formatSize } from '../phone/format-size.ts'
import type { Words } from '../words/en.ts'

/** What a story is about; its words are found when it is shown, in the language of the moment. */
export type Story = { readonly id: number } & (
  | { readonly about: 'fake'; readonly name: string; readonly message: string }
  | { readonly about: 'tooLarge'; readonly name: string; readonly size: number }
  | { readonly about: 'fitted'; readonly name: string; readonly from: number; readonly to: number }
  | { readonly about: 'uploaded'; readonly name: string; readonly size: number; readonly ms: number }
  | { readonly about: 'many'; readonly count: number; readonly longestMs: number | undefined }
  | { readonly about: 'cut' | 'mended' | 'retried' }
)

const ICONS: Readonly<Record<Story['about'], IconName>> = {
  fake: 'mask',
  tooLarge: 'weight',
  fitted: 'picture',
  uploaded: 'check',
  many: 'document',
  cut: 'pause',
  mended: 'play',
  retried: 'play',
}

/** The newest story in a line of its own. */
export function storyView(story: Story | undefined, words: Words): TemplateResult | typeof nothing {
  if (!story) return nothing
  return html`${keyed(
    story.id,
    html`<div class="story" data-story=${story.about}>${icon(ICONS[story.about])}<p dir="auto">${tell(story, words)}</p></div>`,
  )}`
}

function tell(story: Story, words: Words): string {
  const size = (bytes: number) => formatSize(bytes, words.language)
  const number = new Intl.NumberFormat(words.language, { maximumFractionDigits: 0 })
  switch (story.about) {
    case 'fake':
      return fill(words.storyFake, { name: story.name, message: story.message })
    case 'tooLarge':
      return fill(words.storyTooLarge, { name: story.name, size: size(story.size) })
    case 'fitted':
      return fill(words.storyFitted, { name: story.name, from: size(story.from), to: size(story.to) })
    case 'uploaded': {
      const { name, ms } = story
      return fill(words.storyUploaded, { name, size: size(story.size), ms: number.format(ms) })
    }
    case 'many': {
      const { longestMs } = story
      const sentence = longestMs === undefined ? words.storyMany : words.storyManyLong
      return fill(sentence, { count: number.format(story.count), ms: number.format(longestMs ?? 0) })
    }
    default:
      return words.stories[story.about]
  }
}

function fill(sentence: string, values: Readonly<Record<string, string>>): string {
  // Isolated: a name or the element's own sentence may run the other way.
  return sentence.replace(/\{(\w+)\}/g, (_, key: string) => `\u2068${values[key] ?? ''}\u2069`)
}
