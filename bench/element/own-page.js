import '@dt-media/element'

export function mount(host) {
  const upload = document.createElement('dt-media-upload')
  upload.multiple = true
  upload.manual = true
  host.append(upload)
  return upload
}

export function add(upload, files) {
  return upload.addFiles(files)
}

export function listed(upload) {
  return upload.items.length
}

export function unmount(upload) {
  upload.remove()
}
