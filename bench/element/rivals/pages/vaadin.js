import '@vaadin/upload'

export function mount(host) {
  const upload = document.createElement('vaadin-upload')
  upload.target = '/upload'
  upload.noAuto = true
  host.append(upload)
  return upload
}

export function add(upload, files) {
  upload._addFiles(files)
}

export function listed(upload) {
  return upload.files.length
}

export function unmount(upload) {
  upload.remove()
}
