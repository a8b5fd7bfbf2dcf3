import type {} from '@dt-media/element/types/preact'
import { useRef } from 'preact/hooks'

export function Page() {
  const uploader = useRef<HTMLElementTagNameMap['dt-media-upload']>(null)
  return (
    <dt-media-upload
      ref={uploader}
      class="photos"
      form="expenses"
      endpoint="https://relay.example.com/"
      media-type="image"
      max-files="3"
      concurrency={2}
      multiple
      grant={async () => 'grant'}
      onmedia-uploaded={({ detail }) => console.log(detail.media_id.length, detail.size + 1)}
      onmedia-progress={(event) => console.log(event.detail.percent + 1)}
    />
  )
}
