import '@dt-media/element'
import { useState } from 'react'
import { createRoot } from 'react-dom/client'

function Receipts() {
  const [mediaIds, setMediaIds] = useState([])
  return (
    <>
      <dt-media-upload
        endpoint="http://127.0.0.1:8787/"
        media-type="image"
        multiple
        onmedia-uploaded={({ detail }) => setMediaIds((ids) => [...ids, detail.media_id])}
      />
      <output>{mediaIds.join(' ')}</output>
    </>
  )
}

createRoot(document.querySelector('#app')).render(<Receipts />)
