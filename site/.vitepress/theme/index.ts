/** VitePress' own theme, in the element's colours, with what pages may use: the live element and the references. */

import type { Theme } from 'vitepress'
import DefaultTheme from 'vitepress/theme'
import { h } from 'vue'
import ApiReference from './ApiReference.vue'
import ElementReference from './ElementReference.vue'
import LiveUpload from './LiveUpload.vue'
import './style.css'

const theme: Theme = {
  extends: DefaultTheme,
  // Beside the headline stands the thing itself.
  Layout: () =>
    h(DefaultTheme.Layout, null, { 'home-hero-image': () => h(LiveUpload, { class: 'hero-upload' }) }),
  enhanceApp({ app }) {
    app.component('ApiReference', ApiReference)
    app.component('ElementReference', ElementReference)
    app.component('LiveUpload', LiveUpload)
  },
}

export default theme
