import '@dt-media/element'

const uploader = document.createElement('dt-media-upload')
uploader.endpoint = 'http://127.0.0.1:8787/'
uploader.mediaType = 'image'
uploader.multiple = true

const output = document.createElement('output')
uploader.addEventListener('media-uploaded', ({ detail }) => {
  output.value = `${detail.name}: ${detail.media_id}`
})

document.querySelector('#app')?.append(uploader, output)
