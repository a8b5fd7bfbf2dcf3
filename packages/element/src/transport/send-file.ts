/**
 * Sends the file itself as the request's body. No `FormData`: the DingTalk client on iOS
 * replaces it with an object that posts garbage. XHR, because `fetch` tells no progress.
 */

import type { UploadContext, Uploaded } from './upload-context.ts'
import { uploadError } from './upload-error.ts'

/** Carries out one attempt. */
export async function sendFile(context: UploadContext): Promise<Uploaded> {
  void context
  throw uploadError('internal')
}
