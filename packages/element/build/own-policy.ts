/**
 * Gives the Lit inside the one-file build a Trusted Types policy of its own name. Lit asks for
 * `lit-html` when it is imported and throws where that is refused, as it is to a second copy: the page's
 * own Lit would break ours, or ours the page's.
 */

import type { Plugin } from 'vite'

const LIT_POLICY = /(\w+)\.createPolicy\("lit-html",(\{createHTML:\w+=>\w+\})\)/

// A page that allows `lit-html` alone, and has no Lit beside ours, is served too. Refused for good, a
// second copy stays quiet, for the tag is there; the first says what to do, and leaves the tag undefined
// and so its children in sight.
const ownPolicy = (trustedTypes: string, rules: string) => `(rules => {
  for (const name of ['dt-media-upload', globalThis.litHtmlVersions ? '' : 'lit-html']) {
    try { if (name) return ${trustedTypes}.createPolicy(name, rules) } catch {}
  }
  if (!customElements.get('dt-media-upload')) {
    throw Error('<dt-media-upload> needs "trusted-types dt-media-upload" in the Content-Security-Policy.')
  }
})(${rules})`

export const ownPolicyOfLit: Plugin = {
  name: 'own-policy',
  transform(code, id) {
    if (!/\/lit-html\/(?:development\/|node\/)?lit-html\.js$/.test(id)) return undefined
    if (!LIT_POLICY.test(code)) throw new Error('Lit no longer makes its policy as it did')
    return {
      code: code.replace(LIT_POLICY, (_, ...found: string[]) => ownPolicy(found[0] ?? '', found[1] ?? '')),
      map: null,
    }
  },
}
