/** Reads from a TypeScript source what it imports, in every way there is to say it: types and `import()` too. */

import { parseSync } from 'vite'

export interface SourceImport {
  readonly specifier: string
  readonly line: number
}

const IMPORTING = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
])

/** All imports of a source, by the specifier as written; throws where the source does not parse. */
export function importsOf(path: string, source: string): SourceImport[] {
  const { program, errors } = parseSync(path, source)
  if (errors[0]) throw new Error(`${path}: ${errors[0].message}`)
  return nodesOf(program).flatMap(({ type, source: from }) =>
    IMPORTING.has(String(type)) && isNode(from) && typeof from.value === 'string'
      ? [{ specifier: from.value, line: source.slice(0, Number(from.start)).split('\n').length }]
      : [],
  )
}

type Node = Readonly<Record<string, unknown>>

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null
}

function nodesOf(node: object): Node[] {
  const children = Object.values(node).filter(isNode)
  return [node as Node, ...children.flatMap(nodesOf)]
}
