import * as UC from '@uploadcare/file-uploader'
import '@uploadcare/file-uploader/web/uc-file-uploader-inline.min.css'

UC.defineComponents(UC)

let made = 0

export function mount(host) {
  const name = `bench-${made++}`
  const config = document.createElement('uc-config')
  config.setAttribute('ctx-name', name)
  config.setAttribute('pubkey', 'demopublickey')
  config.setAttribute('confirm-upload', 'true')
  config.setAttribute('source-list', 'local')
  const uploader = document.createElement('uc-file-uploader-inline')
  uploader.setAttribute('ctx-name', name)
  const provider = document.createElement('uc-upload-ctx-provider')
  provider.setAttribute('ctx-name', name)
  host.append(config, uploader, provider)
  return { config, uploader, provider }
}

export function add({ provider }, files) {
  for (const file of files) provider.getAPI().addFileFromObject(file)
}

export function listed({ provider }) {
  return provider.getAPI().getOutputCollectionState().totalCount
}

export function unmount({ config, uploader, provider }) {
  config.remove()
  provider.remove()
  uploader.remove()
}
