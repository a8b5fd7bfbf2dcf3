import * as FilePond from 'filepond'
import 'filepond/dist/filepond.min.css'

export function mount(host) {
  return FilePond.create(host, { allowMultiple: true, instantUpload: false, server: '/upload' })
}

export function add(pond, files) {
  return pond.addFiles(files)
}

export function listed(pond) {
  return pond.getFiles().length
}

export function unmount(pond) {
  pond.destroy()
}
