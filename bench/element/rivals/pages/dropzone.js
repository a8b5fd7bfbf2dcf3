import { Dropzone } from 'dropzone'
import 'dropzone/dist/dropzone.css'

Dropzone.autoDiscover = false

export function mount(host) {
  const form = document.createElement('form')
  form.className = 'dropzone'
  host.append(form)
  return new Dropzone(form, { url: '/upload', autoProcessQueue: false })
}

export function add(dropzone, files) {
  for (const file of files) dropzone.addFile(file)
}

export function listed(dropzone) {
  return dropzone.files.length
}

export function unmount(dropzone) {
  dropzone.destroy()
  dropzone.element.remove()
}
