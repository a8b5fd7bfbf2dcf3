'use client'

import { DtMediaUpload } from '@dt-media/element/react'
import { useState } from 'react'

export function Receipts() {
  const [mediaIds, setMediaIds] = useState([])
  return (
    <>
      <DtMediaUpload
        endpoint="http://127.0.0.1:8787/"
        mediaType="image"
        multiple
        onMediaUploaded={({ detail }) => setMediaIds((ids) => [...ids, detail.media_id])}
      />
      <output>{mediaIds.join(' ')}</output>
    </>
  )
}
