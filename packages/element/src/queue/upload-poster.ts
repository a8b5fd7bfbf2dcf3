/** Uploads the still of a video beside it. Loaded with the first still. */

import { withRetries } from '../transport/with-retries.ts'
import type { QueueOptions } from './queue-options.ts'

/** Resolves once it is uploaded, with its `media_id`. Whatever goes wrong, there is none. */
export async function uploadPoster(
  still: Promise<File | undefined> | undefined,
  signal: AbortSignal,
  { endpoint, grant, headers, uploader, rules, ...options }: QueueOptions,
): Promise<{ readonly poster_media_id?: string }> {
  try {
    const file = await still
    if (!file || file.size > (rules.image?.maxBytes ?? 0)) return {}
    let attempt = 0
    const onProgress = () => {}
    const context = {
      endpoint,
      grant,
      headers,
      file,
      filename: file.name,
      mediaType: 'image' as const,
      signal,
      onProgress,
    }
    const { media_id } = await withRetries(() => uploader({ ...context, attempt: ++attempt }), {
      ...options,
      signal,
      renewable: typeof grant === 'function',
      onRetry: () => {},
    })
    return { poster_media_id: media_id }
  } catch {
    return {}
  }
}
