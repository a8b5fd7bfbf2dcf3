import '@dt-media/element'
import type {} from '@dt-media/element/types/solid'
import { createSignal } from 'solid-js'
import { render } from 'solid-js/web'

function Receipts() {
  const [mediaIds, setMediaIds] = createSignal<readonly string[]>([])
  return (
    <>
      <dt-media-upload
        endpoint="http://127.0.0.1:8787/"
        media-type="image"
        multiple
        on:media-uploaded={({ detail }) => setMediaIds((ids) => [...ids, detail.media_id])}
      />
      <output>{mediaIds().join(' ')}</output>
    </>
  )
}

render(() => <Receipts />, document.querySelector('#app') as HTMLElement)
