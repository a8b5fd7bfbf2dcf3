/**
 * Builds what is published. Plain: one module per entry, Lit left to the page's bundler.
 * `--mode cdn`: one self-contained file. The contract is inlined either way.
 */

import { defineConfig, type Plugin, parseSync, Visitor } from 'vite'

/** Takes the white space out of `html` and `css` templates, which no minifier of scripts touches. */
const squeezedTemplates: Plugin = {
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

export default defineConfig(({ mode }) => ({
  plugins: [squeezedTemplates],
  resolve: { conditions: ['@dt-media/source', 'module', 'browser'] },
  build: {
    // What Chrome 100 and Safari 15 run. Named as such, private members would be taken apart for a
    // bug of Safari 15 that none of ours meets, at a third more bytes.
    target: 'es2022',
    emptyOutDir: false,
    reportCompressedSize: false,
    outDir: mode === 'cdn' ? 'cdn' : 'dist',
    minify: false,
    lib:
      mode === 'cdn'
        ? { entry: { 'dt-media-upload': 'src/index.ts' }, formats: ['es'] }
        : {
            entry: {
              index: 'src/index.ts',
              'dt-media-upload': 'src/dt-media-upload.ts',
              queue: 'src/queue/index.ts',
            },
            formats: ['es'],
          },
    rolldownOptions:
      // A library build keeps its white space unless told so here.
      mode === 'cdn' ? { output: { minify: true, codeSplitting: false } } : { external: /^lit(\/|$)/ },
  },
}))
