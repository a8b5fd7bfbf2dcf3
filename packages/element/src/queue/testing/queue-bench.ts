/**
 * A queue on a bench: uploads that the test answers, events on a tape, and no real waiting.
 */

import type { UploadContext, Uploaded } from '../../transport/upload-context.ts'
import type { MediaEventName } from '../events.ts'
import type { Item, ItemPhase } from '../item.ts'
import type { QueueOptions } from '../queue-options.ts'
import { UploadQueue } from '../upload-queue.ts'

const EVENTS: readonly MediaEventName[] = [
  'media-add',
  'media-upload',
  'media-remove',
  'media-rejected',
  'media-progress',
  'media-uploaded',
  'media-failed',
  'media-removed',
  'media-complete',
]

/** An attempt that has begun and waits for the test to end it. */
export interface Attempt extends UploadContext {
  readonly succeed: (answer?: Partial<Uploaded>) => void
  readonly fail: (error: unknown) => void
}

export interface Bench {
  readonly queue: UploadQueue
  readonly attempts: readonly Attempt[]
  /** The attempts that nobody ended or aborted yet. */
  readonly open: () => readonly Attempt[]
  /** What happened, in order, without `media-progress`. */
  readonly tape: readonly string[]
  /** The details of all events of a name. */
  readonly details: (name: MediaEventName) => readonly Record<string, unknown>[]
  /** How long the queue wanted to sleep, in order; it never really did. */
  readonly naps: readonly number[]
  readonly phases: () => readonly ItemPhase[]
  readonly item: (index: number) => Item
}

export function queueBench(options: Partial<QueueOptions> = {}): Bench {
  const attempts: Attempt[] = []
  const open = new Set<Attempt>()
  const naps: number[] = []
  const uploader = (context: UploadContext) =>
    new Promise<Uploaded>((resolve, reject) => {
      const media_id = `@media-${attempts.length}-${context.file.size}`
      const attempt: Attempt = {
        ...context,
        succeed(answer) {
          open.delete(attempt)
          resolve({ errcode: 0, errmsg: 'ok', type: context.mediaType, media_id, created_at: 1, ...answer })
        },
        fail(error) {
          open.delete(attempt)
          reject(error)
        },
      }
      attempts.push(attempt)
      open.add(attempt)
      context.signal.addEventListener('abort', () => attempt.fail(new Error('aborted')))
    })
  const sleep = async (ms: number) => {
    naps.push(ms)
  }
  const queue = new UploadQueue({ uploader, sleep, random: () => 1, ...options })
  const events: { readonly name: MediaEventName; readonly detail: Record<string, unknown> }[] = []
  for (const name of EVENTS) {
    queue.addEventListener(name, (event) => events.push({ name, detail: (event as CustomEvent).detail }))
  }
  return {
    queue,
    attempts,
    open: () => [...open],
    get tape() {
      return events.map(({ name }) => name).filter((name) => name !== 'media-progress')
    },
    details: (name) => events.filter((event) => event.name === name).map(({ detail }) => detail),
    naps,
    phases: () => queue.items.map(({ phase }) => phase),
    item: (index) => {
      const item = queue.items[index]
      if (!item) throw new Error(`There is no item ${index}`)
      return item
    },
  }
}

/** A file that begins as a PNG does. */
export function picture(name = 'photo.png', size = 100, lastModified = 1): File {
  const bytes = new Uint8Array(size)
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return new File([bytes], name, { type: 'image/png', lastModified })
}

/** Files that differ in name. */
export function pictures(count: number): File[] {
  return Array.from({ length: count }, (_, index) => picture(`photo-${index}.png`))
}

/** Ends when all that is ready to happen has happened. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setTimeout(resolve))
}
