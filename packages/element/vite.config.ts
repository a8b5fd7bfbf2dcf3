/**
 * Builds what is published. Plain: one module per entry and lazy part, Lit left to the page's bundler.
 * `--mode cdn`: one file for a script tag, and beside it the parts that only some pages need.
 * The contract is inlined either way.
 */

import { defineConfig } from 'vite'
import { audioWorklet } from './build/audio-worklet.ts'
import { buildId } from './build/build-id.ts'
import { ownPolicyOfLit } from './build/own-policy.ts'
import { packedTight } from './build/packed-tight.ts'
import { sharedWithParts } from './build/shared-with-parts.ts'
import { squeezedTemplates } from './build/squeezed-templates.ts'

const LICENCE = '/*! dt-media, MIT. With Lit, (c) Google LLC, BSD-3-Clause. */'

export default defineConfig(({ mode }) => {
  const forScriptTag = mode === 'cdn'
  const entry: Record<string, string> = forScriptTag
    ? { 'dt-media-upload': 'src/index.ts' }
    : {
        index: 'src/index.ts',
        'dt-media-upload': 'src/dt-media-upload.ts',
        queue: 'src/queue/index.ts',
        hydrate: 'src/hydrate.ts',
        server: 'src/server.ts',
        react: 'src/react.ts',
        dingtalk: 'src/dingtalk/index.ts',
      }
  return {
    plugins: [
      squeezedTemplates,
      audioWorklet,
      ...(forScriptTag ? [ownPolicyOfLit, sharedWithParts, packedTight] : []),
    ],
    resolve: { conditions: ['@dt-media/source', 'module', 'browser'] },
    build: {
      // What Chrome 100 and Safari 15 run. Named as such, private members would be taken apart for a
      // bug of Safari 15 that none of ours meets, at a third more bytes.
      target: 'es2022',
      emptyOutDir: false,
      reportCompressedSize: false,
      outDir: forScriptTag ? 'cdn' : 'dist',
      minify: false,
      lib: { entry, formats: ['es'] },
      rolldownOptions: forScriptTag
        ? {
            // Else the entry would be a shell around a second file.
            preserveEntrySignatures: 'allow-extension',
            output: {
              chunkFileNames: `[name]-${buildId()}.js`,
              // A library build keeps its white space unless told so here.
              minify: true,
              comments: false,
              postBanner: ({ isEntry }) => (isEntry ? LICENCE : ''),
            },
          }
        : {
            external: /^(lit|@lit-labs\/ssr(-client)?|react)(\/|$)/,
            output: { chunkFileNames: '[name].js' },
          },
    },
  }
})
