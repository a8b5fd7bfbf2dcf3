import '@dt-media/element'
import type {} from '@dt-media/element/types/preact'
import { render } from 'preact'
import { useState } from 'preact/hooks'

function Receipts() {
  const [mediaIds, setMediaIds] = useState<readonly string[]>([])
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

render(<Receipts />, document.querySelector('#app') as HTMLElement)
