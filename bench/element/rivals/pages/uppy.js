import Uppy from '@uppy/core'
import Dashboard from '@uppy/dashboard'
import XHRUpload from '@uppy/xhr-upload'
import '@uppy/core/css/style.min.css'
import '@uppy/dashboard/css/style.min.css'

let made = 0

export function mount(host) {
  const uppy = new Uppy({ id: `uppy-${made++}`, autoProceed: false })
  uppy.use(Dashboard, { inline: true, target: host })
  uppy.use(XHRUpload, { endpoint: '/upload' })
  return uppy
}

export function add(uppy, files) {
  uppy.addFiles(files.map((file) => ({ name: file.name, type: file.type, data: file, source: 'bench' })))
}

export function listed(uppy) {
  return uppy.getFiles().length
}

export function unmount(uppy) {
  uppy.destroy()
}
