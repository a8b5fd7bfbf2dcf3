/** Takes the white space out of `html` and `css` templates, which no minifier of scripts touches. */

import { type Plugin, parseSync, Visitor } from 'vite'

const SQUEEZE: Readonly<Record<string, ((text: string) => string) | undefined>> = {
  // Between tags a line break means nothing; within one it stands for a space.
  html: (text) =>
    text.replace(/\s*\n\s*(<)|(>)\s*\n\s*|\s*\n\s*/g, (_, next = '', before = '') => before + next || ' '),
  css: (text) =>
    text
      .replace(/\/\*.*?\*\//gs, '')
      .replace(/\s+/g, ' ')
      .replace(/ ?([{};,]) ?/g, '$1')
      .replace(/: /g, ':')
      .replace(/;}/g, '}')
      .trim(),
}

export const squeezedTemplates: Plugin = {
  name: 'squeezed-templates',
  enforce: 'pre',
  transform(code, id) {
    if (!id.includes('/element/src/')) return undefined
    const spans: { start: number; end: number; squeeze: (text: string) => string }[] = []
    const visitor = new Visitor({
      TaggedTemplateExpression({ tag, quasi }) {
        const squeeze = tag.type === 'Identifier' && SQUEEZE[tag.name]
        if (squeeze) spans.push(...quasi.quasis.map(({ start, end }) => ({ start, end, squeeze })))
      },
    })
    visitor.visit(parseSync(id, code).program)
    let squeezed = code
    for (const { start, end, squeeze } of spans.sort((a, b) => b.start - a.start)) {
      squeezed = squeezed.slice(0, start) + squeeze(squeezed.slice(start, end)) + squeezed.slice(end)
    }
    return { code: squeezed, map: null }
  },
}
