import vue from '@vitejs/plugin-vue'

// Vue is told that the tag is not one of its own components.
const isCustomElement = (tag) => tag.startsWith('dt-')

export default { plugins: [vue({ template: { compilerOptions: { isCustomElement } } })] }
