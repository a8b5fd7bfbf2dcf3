export default {
  build: {
    rolldownOptions: {
      input: 'src/page.js',
      output: { entryFileNames: 'page.js', chunkFileNames: '[name].js' },
    },
  },
}
