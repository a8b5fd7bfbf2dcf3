/**
 * Publishes the recorder's audio worklet as a file of its own, beside the part that loads it: a strict
 * page allows neither `blob:` nor `data:`, and a worklet module may share nothing with the page.
 */

import { readFile } from 'node:fs/promises'
import { minify } from 'terser'
import { type Plugin, transformWithOxc } from 'vite'

const SOURCE = new URL('../src/recorder/pcm-worklet.ts', import.meta.url)
// With the quotes of the source, of the bundler, or of its minifier.
const REFERENCE = /new URL\(\s*(?:\/\*.*?\*\/\s*)?["'`]\.\/pcm-worklet\.ts["'`]/

export const audioWorklet: Plugin = {
  name: 'audio-worklet',
  async generateBundle(_, bundle) {
    const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
    const user = chunks.find(({ code }) => code.includes('pcm-worklet.ts'))
    if (!user) return
    if (!REFERENCE.test(user.code)) throw new Error('The recorder asks for its worklet in another way')
    // The form in which bundlers find the file that is meant.
    user.code = user.code.replace(REFERENCE, 'new URL("./pcm-worklet.js"')
    const { code } = await transformWithOxc(await readFile(SOURCE, 'utf8'), SOURCE.pathname)
    const { code: source = '' } = await minify(code, { module: true, format: { comments: false } })
    this.emitFile({ type: 'asset', fileName: 'pcm-worklet.js', source })
  },
}
