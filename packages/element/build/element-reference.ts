/** What is made of the manifest: the tables of the README, and what editors show. */

import type { Described, ElementDeclaration, Typed } from './element-manifest.ts'

const BEGIN = '<!-- What follows is made from the docblocks: pnpm reference -->\n'
const END = '<!-- Up to here. -->'

/** The README with its tables made anew. */
export function readmeWith(readme: string, declaration: ElementDeclaration): string {
  const begin = readme.indexOf(BEGIN)
  const end = readme.indexOf(END)
  if (begin < 0 || end < begin) throw new Error('packages/element/README.md has no place for its tables')
  return `${readme.slice(0, begin)}${BEGIN}\n${tables(declaration)}\n${readme.slice(end)}`
}

/** https://github.com/microsoft/vscode-custom-data */
export function vscodeData({ tagName, description = '', attributes }: ElementDeclaration): string {
  const tag = {
    name: tagName,
    description,
    attributes: attributes.map((attribute) => ({
      name: attribute.name,
      description: attribute.description,
      ...valuesOf(attribute),
    })),
  }
  return `${JSON.stringify({ version: 1.1, tags: [tag] }, undefined, 2)}\n`
}

/** https://github.com/JetBrains/web-types */
export function webTypes(declaration: ElementDeclaration, version: string): string {
  const told = ({ name, description = '' }: Described) => ({ name, description })
  const element = {
    ...told({ ...declaration, name: declaration.tagName }),
    attributes: declaration.attributes.map((attribute) => ({
      ...told(attribute),
      value: {
        type: attribute.type?.text ?? 'string',
        ...(attribute.default ? { default: attribute.default } : {}),
      },
    })),
    slots: declaration.slots.map(told),
    js: {
      properties: declaration.members.filter(({ kind }) => kind === 'field').map(told),
      events: declaration.events.map(told),
    },
    css: {
      parts: declaration.cssParts.map(told),
      properties: declaration.cssProperties.map(told),
    },
  }
  const data = {
    $schema: 'https://raw.githubusercontent.com/JetBrains/web-types/master/schema/web-types.json',
    name: '@dt-media/element',
    version,
    'description-markup': 'markdown',
    contributions: { html: { elements: [element] } },
  }
  return `${JSON.stringify(data, undefined, 2)}\n`
}

function tables({
  attributes,
  members,
  events,
  slots,
  cssParts,
  cssStates,
  cssProperties,
}: ElementDeclaration) {
  const named = new Set(attributes.map(({ fieldName }) => fieldName))
  const fields = members.filter(({ kind, name }) => kind === 'field' && !named.has(name))
  const methods = members.filter(({ kind }) => kind === 'method')
  const code = (text = '') => `\`${text}\``
  return [
    section(
      'Attributes',
      ['attribute', 'values', 'meaning'],
      attributes.map((each) => [
        code(each.name),
        shownType(each),
        `${each.description ?? ''}${each.default && each.default !== "''" ? ` (${code(each.default.replaceAll("'", ''))})` : ''}`,
      ]),
    ),
    section(
      'Properties without an attribute',
      ['property', 'meaning'],
      fields.map((each) => [code(each.name), each.description ?? '']),
    ),
    section(
      'Methods',
      ['method', 'does'],
      methods.map(({ name, parameters = [], description = '' }) => [
        code(`${name}(${parameters.map((each) => each.name).join(', ')})`),
        description,
      ]),
    ),
    section('Events', ['event', 'meaning'], events.map(rowOf)),
    section(
      'Slots',
      ['slot', 'holds'],
      slots.map((each) => (each.name ? rowOf(each) : ['(default)', each.description ?? ''])),
    ),
    section('Parts', ['part', 'is'], cssParts.map(rowOf)),
    section('States', ['state', 'means'], cssStates.map(rowOf)),
    section(
      'Custom properties',
      ['property', 'sets', 'default'],
      cssProperties.map((each) => [...rowOf(each), code(each.default)]),
    ),
  ].join('\n')

  function rowOf({ name, description = '' }: Described): string[] {
    return [code(name), description]
  }
}

function section(title: string, heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replace(/\s+/g, ' ')).join(' | ')} |`
  return [`### ${title}\n`, line(heads), `|${heads.map(() => '---|').join('')}`, ...rows.map(line), ''].join(
    '\n',
  )
}

function shownType({ type }: Typed): string {
  const text = (type?.text ?? 'string').replace(/ \| (undefined|null)\b/g, '')
  return text
    .replaceAll("'", '')
    .split(' | ')
    .map((each) => `\`${each}\``)
    .join(' ')
}

function valuesOf({ type }: Typed): { values?: { name: string }[] } {
  const values = [...(type?.text ?? '').matchAll(/'([^']+)'/g)].map(([, name = '']) => ({ name }))
  return values.length > 0 ? { values } : {}
}
