import '@dt-media/element'
import type { MediaEventMap } from '@dt-media/element/queue'

const uploader = document.createElement('dt-media-upload')
uploader.endpoint = 'http://127.0.0.1:8787/'
uploader.mediaType = 'image'
uploader.multiple = true

const output = document.createElement('output')
uploader.addEventListener('media-uploaded', (event) => {
  const { name, media_id } = (event as MediaEventMap['media-uploaded']).detail
  output.value = `${name}: ${media_id}`
})

document.querySelector('#app')?.append(uploader, output)
