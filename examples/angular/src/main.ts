import '@dt-media/element'
import { Component, CUSTOM_ELEMENTS_SCHEMA, signal } from '@angular/core'
import { bootstrapApplication } from '@angular/platform-browser'
import type { MediaEventMap } from '@dt-media/element/queue'

@Component({
  selector: 'app-receipts',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <dt-media-upload
      endpoint="http://127.0.0.1:8787/"
      media-type="image"
      multiple
      (media-uploaded)="uploaded($event)"
    ></dt-media-upload>
    <output>{{ mediaIds().join(' ') }}</output>
  `,
})
class Receipts {
  readonly mediaIds = signal<readonly string[]>([])

  uploaded({ detail }: MediaEventMap['media-uploaded']): void {
    this.mediaIds.update((ids) => [...ids, detail.media_id])
  }
}

bootstrapApplication(Receipts)
