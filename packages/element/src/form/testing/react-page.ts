/** What a page does with the React component: props, events, a ref, and another rendering. */

import { createElement, createRef, StrictMode, useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import type { DtMediaUpload as DtMediaUploadElement } from '../../index.ts'
import { DtMediaUpload } from '../../react.ts'
import { png } from './mounted-upload.ts'

const EARLIER = [{ media_id: '@media-earlier', name: 'earlier.png' }]
const ref = createRef<DtMediaUploadElement>()

function Page() {
  const [uploaded, setUploaded] = useState<readonly string[]>([])
  const [progress, setProgress] = useState(0)
  useEffect(() => {
    ref.current?.addFiles([png('a.png')])
  }, [])
  return createElement(
    'main',
    {},
    createElement(DtMediaUpload, {
      ref,
      mediaType: 'image',
      multiple: true,
      items: EARLIER,
      maxFiles: 5 - uploaded.length,
      className: 'photos',
      form: 'expenses',
      label: undefined,
      hint: undefined,
      layout: undefined,
      accept: undefined,
      name: undefined,
      'aria-label': 'Photos',
      uploader: async ({ mediaType, onProgress }) => {
        onProgress(1)
        return { errcode: 0, errmsg: 'ok', type: mediaType, media_id: '@media-react', created_at: 1 }
      },
      onMediaUploaded: ({ detail }) => setUploaded([...uploaded, `${detail.name} ${detail.media_id}`]),
      onMediaProgress: ({ detail }) => setProgress(detail.total),
    }),
    createElement('form', { id: 'expenses' }),
    createElement('output', { 'data-progress': progress > 0 }, uploaded.join()),
  )
}

const place = document.createElement('div')
document.body.append(place)
createRoot(place).render(createElement(StrictMode, {}, createElement(Page)))
