/**
 * Lets the parts beside the one-file build have what the file shares with them without importing it: a
 * page may have loaded it under another address, `dt-media-upload.js?v=2` say, and an import would load and run
 * it, Lit included, once more. It leaves what they need under a symbol of its version instead.
 */

import type { Plugin } from 'vite'
import manifest from '../package.json' with { type: 'json' }

const SHARED = `globalThis[Symbol.for("${manifest.name} ${manifest.version}")]`
const EXPORTS = /\bexport\s*\{([^}]*)\};?\s*$/
const IMPORTS = /\bimport\s*\{([^}]*)\}\s*from\s*["']\.\/([^"']+)["'];?/g

export const sharedWithParts: Plugin = {
  name: 'shared-with-parts',
  generateBundle: {
    order: 'pre',
    handler(_, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
      const entry = chunks.find(({ isEntry }) => isEntry)
      if (!entry || chunks.length === 1) return
      const needed = new Set<string>()
      for (const part of chunks) {
        if (part === entry) continue
        part.code = part.code.replace(IMPORTS, (whole, names: string, from: string) => {
          if (from !== entry.fileName) return whole
          const pairs = pairsOf(names)
          for (const [shared] of pairs) needed.add(shared)
          return `const {${pairs.map(([shared, local]) => `${shared}: ${local}`)}} = ${SHARED};`
        })
      }
      const pairs = pairsOf(EXPORTS.exec(entry.code)?.[1] ?? '')
      const shared = pairs.filter(([, name]) => needed.has(name))
      // The bundler shortens names that no page is to import.
      const own = pairs.filter(([, name]) => !needed.has(name) || name.length > 2)
      if (shared.length === 0) return
      if (shared.length !== needed.size) throw new Error('The parts need what the entry does not export')
      const list = shared.map(([local, name]) => `${name}: ${local}`)
      const rest = own.map(([local, name]) => `${local} as ${name}`)
      entry.code = entry.code.replace(EXPORTS, () => `${SHARED} ??= {${list}};export {${rest}};`)
    },
  },
}

/** `a as b, c` as pairs of what stands before and after the `as`. */
function pairsOf(names: string): [before: string, after: string][] {
  return names
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean)
    .map((each) => {
      const [before = '', after = before] = each.split(/\s+as\s+/)
      return [before, after]
    })
}
