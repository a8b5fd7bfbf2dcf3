/**
 * What `pnpm pack` and `pnpm publish` leave out of a manifest: the way to the sources, which the package does
 * not hold, and what only its making needs.
 */

const SOURCE = '@dt-media/source'

module.exports = {
  hooks: {
    beforePacking({ devDependencies: _tools, scripts: _scripts, exports, ...manifest }) {
      return { ...manifest, exports: Object.fromEntries(Object.entries(exports).map(withoutSource)) }
    },
  },
}

function withoutSource([entry, target]) {
  if (typeof target === 'string') return [entry, target]
  const { [SOURCE]: _source, ...published } = target
  return [entry, published]
}
