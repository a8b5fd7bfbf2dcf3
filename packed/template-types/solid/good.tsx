import type {} from '@dt-media/element/types/solid'

export function Page() {
  return (
    <dt-media-upload
      class="photos"
      endpoint="https://relay.example.com/"
      media-type="image"
      max-files="3"
      concurrency={2}
      multiple
      prop:grant={async () => 'grant'}
      on:media-uploaded={({ detail }) => console.log(detail.media_id.length, detail.size + 1)}
      on:media-progress={(event) => console.log(event.detail.percent + 1)}
    />
  )
}
