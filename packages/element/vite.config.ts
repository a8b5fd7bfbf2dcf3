/**
 * Builds what is published. Plain: one module per entry, Lit left to the page's bundler.
 * `--mode cdn`: one self-contained file. The contract is inlined either way.
 */

import { defineConfig, type Plugin } from 'vite'

/** Takes the white space out of `css` templates, which no minifier of scripts touches. */
const squeezedStyles: Plugin = {
  name: 'squeezed-styles',
  transform(code, id) {
    if (!id.includes('/src/') || !code.includes('css`')) return undefined
    const squeezed = code.replace(/css`([^`]*)`/g, (_, style: string) => `css\`${squeeze(style)}\``)
    return { code: squeezed, map: null }
  },
}

function squeeze(style: string): string {
  return style
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .replace(/: /g, ':')
    .replace(/;}/g, '}')
    .trim()
}

export default defineConfig(({ mode }) => ({
  plugins: [squeezedStyles],
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
      mode === 'cdn' ? { output: { minify: true } } : { external: /^lit(\/|$)/ },
  },
}))
