/** What a page in a sandbox does: it uploads a file to the relay that its address names, and tells the page around it how that ended. */

import { png } from './mounted-upload.ts'

const element = document.createElement('dt-media-upload')
element.endpoint = new URLSearchParams(location.search).get('endpoint') ?? ''
element.lang = 'en'
for (const name of ['media-uploaded', 'media-failed']) {
  element.addEventListener(name, (event) => {
    const { code, message, retriable, attempts, media_id } = (event as CustomEvent).detail
    parent.postMessage({ origin: self.origin, code, message, retriable, attempts, media_id }, '*')
  })
}
document.body.append(element)
element.addFiles([png()])
