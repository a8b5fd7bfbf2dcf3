/**
 * The engine without user interface or Lit: `@dt-media/element/queue`.
 * @module
 */

export type { Validator } from '../checks/check-content.ts'
export type { ErrorWords } from '../messages/item-error-code.ts'
export { sendFile } from '../transport/send-file.ts'
export type {
  AttemptContext,
  PerAttempt,
  UploadContext,
  Uploaded,
  Uploader,
} from '../transport/upload-context.ts'
export { type UploadError, uploadError } from '../transport/upload-error.ts'
export type { FileSource, MediaEventDetails, MediaEventMap, MediaEventName } from './events.ts'
export type * from './item.ts'
export type { QueueOptions } from './queue-options.ts'
export { type UploadedMedia, UploadQueue } from './upload-queue.ts'
