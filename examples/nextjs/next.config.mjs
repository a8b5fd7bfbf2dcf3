// Pages only: they are rendered once, at build time, and served as files from out/.
export default { output: 'export' }
