import { DtMediaUpload } from '@dt-media/element/react'
import type {} from '@dt-media/element/types/react'
import { useRef } from 'react'

export function Page() {
  const uploader = useRef<HTMLElementTagNameMap['dt-media-upload']>(null)
  return (
    <dt-media-upload
      ref={uploader}
      className="photos"
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

interface Choices {
  readonly label: string | undefined
  readonly maxFiles: number | undefined
  readonly items: readonly { readonly media_id: string; readonly name: string }[] | undefined
  readonly onSaved: ((mediaId: string) => void) | undefined
}

export function Component({ label, maxFiles, items, onSaved }: Choices) {
  return (
    <DtMediaUpload
      form="expenses"
      label={label}
      maxFiles={maxFiles}
      items={items}
      onMediaUploaded={onSaved && (({ detail }) => onSaved(detail.media_id))}
    />
  )
}
