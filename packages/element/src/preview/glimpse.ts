/**
 * What can be shown of a video or recording before anyone plays it: a frame, and how long it is.
 * Loaded with the first such file.
 */

import type { MediaType } from '@dt-media/backend/contract'
import { readMediaFacts } from './media-facts.ts'
import { takePoster } from './take-poster.ts'

export interface Glimpse {
  /** An object URL; whoever has it gives it back. */
  readonly pictureUrl?: string
  readonly seconds?: number
}

/** Looks into a file; tells nothing of one that the browser cannot play. */
export async function glimpse(file: File, type: MediaType): Promise<Glimpse> {
  const poster = type === 'video' ? await takePoster(file, new AbortController().signal) : undefined
  const { duration_ms } = await readMediaFacts(file, type)
  return {
    ...(poster && { pictureUrl: URL.createObjectURL(poster) }),
    ...(duration_ms && { seconds: Math.round(duration_ms / 1000) }),
  }
}
