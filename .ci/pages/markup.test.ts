/** What HTML and CSS in pages say of the element is in its manifest: attributes, slots, parts, states and properties. */

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { allFences, root, whereIs } from './fences.ts'

interface Named {
  readonly name: string
}
interface Element
  extends Record<'attributes' | 'slots' | 'cssParts' | 'cssProperties' | 'cssStates', Named[]> {
  readonly tagName?: string
}

const manifest = JSON.parse(readFileSync(join(root, 'packages/element/custom-elements.json'), 'utf8'))
const element: Element = manifest.modules
  .flatMap(({ declarations }: { declarations: Element[] }) => declarations)
  .find(({ tagName }: Element) => tagName === 'dt-media-upload')

const GLOBAL = ['id', 'class', 'style', 'lang', 'dir', 'form', 'slot', 'autofocus', 'tabindex']
const markup = allFences().filter(({ language }) => ['html', 'jsx', 'css'].includes(language))

/** Holds what the pattern finds to these names. */
function holdTo(pattern: RegExp, known: readonly Named[], more: readonly string[] = []) {
  const names = new Set([...known.map(({ name }) => name), ...more])
  let found = 0
  for (const fence of markup) {
    for (const [, name = ''] of fence.code.matchAll(pattern)) {
      found++
      assert.ok(names.has(name), `${whereIs(fence)}: ${name}`)
    }
  }
  assert.ok(found > 0, String(pattern))
}

test('every attribute', () => {
  const tags = allFences()
    .filter(({ language }) => language === 'html')
    .flatMap((fence) =>
      [...fence.code.matchAll(/<dt-media-upload\b([^>]*)>/g)].map(([, attributes = '']) => ({
        where: whereIs(fence),
        names: [...attributes.replaceAll(/="[^"]*"/g, '=').matchAll(/[^\s=]+/g)].map(([name]) => name),
      })),
    )
  assert.ok(tags.length > 5)
  const known = new Set([...element.attributes.map(({ name }) => name), ...GLOBAL])
  for (const { where, names } of tags)
    for (const name of names) assert.ok(known.has(name), `${where}: ${name}`)
})

test('every slot', () => holdTo(/\bslot="([^"]*)"/g, element.slots))
test('every part', () => holdTo(/::part\(([^)]*)\)/g, element.cssParts))
test('every state', () => holdTo(/(?::state\(|data-state~=)([a-z]+)/g, element.cssStates))
test('every property', () => holdTo(/(--dt-[a-z-]+)/g, element.cssProperties))
