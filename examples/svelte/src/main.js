import '@dt-media/element'
import { mount } from 'svelte'
import Receipts from './Receipts.svelte'

mount(Receipts, { target: document.querySelector('#app') })
