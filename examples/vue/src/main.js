import '@dt-media/element'
import { createApp } from 'vue'
import Receipts from './Receipts.vue'

createApp(Receipts).mount('#app')
