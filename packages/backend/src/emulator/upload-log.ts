/**
 * Counts and remembers uploads. `completed` is the tests' oracle: it counts an upload only when its HTTP
 * message and its form were both whole, whatever was answered then.
 */

export type UploadFraming = 'content-length' | 'chunked' | 'none'

/** An upload whose answer has not been decided yet. */
export interface RunningUpload {
  readonly id: number
  /** Milliseconds since 1970. */
  readonly openedAt: number
  readonly framing: UploadFraming
  /** As declared. */
  readonly contentLength: number | undefined
  /** Of the body, so far. */
  readonly receivedBytes: number
}

/** What is known of an upload that has ended. DingTalk's words are spelled as DingTalk spells them. */
export interface EmulatorUpload extends RunningUpload {
  readonly endedAt: number
  /** `broken`: the HTTP message was whole, the form was not; `cut`: the message was not. */
  readonly outcome: 'completed' | 'broken' | 'cut'
  /** As answered; left out when nothing was, or something that is not DingTalk's. */
  readonly errcode?: number | undefined
  readonly media_id?: string | undefined
  readonly typeInQuery?: string | undefined
  readonly typeInForm?: string | undefined
  readonly filename?: string | undefined
  /** The content type of the part `media`. */
  readonly partContentType?: string | undefined
  /** Of the file, in bytes. */
  readonly size?: number | undefined
  /** Of the file, hex. */
  readonly sha256?: string | undefined
  readonly boundary?: string | undefined
  /** Whether the form was exactly DingTalk's, without a stray byte. */
  readonly clean: boolean
  /** Why it was not clean, in words. */
  readonly findings: readonly string[]
}

export interface UploadCounters {
  /** Requests whose headers came. */
  readonly opened: number
  /** HTTP message and form whole. */
  readonly completed: number
  /** Completed and answered with a media_id. */
  readonly stored: number
  readonly broken: number
  readonly cut: number
  readonly withContentLength: number
  readonly chunked: number
  readonly running: readonly RunningUpload[]
}

/** The log's hold on one upload while it runs. */
export interface OpenUpload {
  received(bytes: number): void
  /** Ends it. Only the first call counts. */
  end(outcome: Omit<EmulatorUpload, keyof RunningUpload | 'endedAt'>): void
}

export interface UploadLog {
  open(framing: UploadFraming, contentLength: number | undefined): OpenUpload
  counters(): UploadCounters
  /** The newest last, a thousand at most. */
  list(): readonly EmulatorUpload[]
  /** Zeroes the counters and forgets ended uploads; running ones run on. */
  reset(): void
}

const MAX_LISTED = 1000

/** An empty log that tells `onEnd` of every upload that ends. */
export function createUploadLog(now: () => number, onEnd: (upload: EmulatorUpload) => void): UploadLog {
  const running = new Map<number, RunningUpload>()
  let counts = zeroes()
  let ended: EmulatorUpload[] = []
  let nextId = 1

  return {
    open(framing, contentLength) {
      const id = nextId++
      running.set(id, { id, openedAt: now(), framing, contentLength, receivedBytes: 0 })
      counts.opened += 1
      if (framing === 'content-length') counts.withContentLength += 1
      if (framing === 'chunked') counts.chunked += 1
      return {
        received(bytes) {
          const upload = running.get(id)
          if (upload) running.set(id, { ...upload, receivedBytes: upload.receivedBytes + bytes })
        },
        end(outcome) {
          const upload = running.get(id)
          if (!upload) return
          running.delete(id)
          counts[outcome.outcome] += 1
          if (outcome.media_id) counts.stored += 1
          const entry = { ...upload, endedAt: now(), ...outcome }
          ended = [...ended, entry].slice(-MAX_LISTED)
          onEnd(entry)
        },
      }
    },
    counters: () => ({ ...counts, running: [...running.values()] }),
    list: () => ended,
    reset() {
      counts = zeroes()
      ended = []
    },
  }
}

function zeroes() {
  return { opened: 0, completed: 0, stored: 0, broken: 0, cut: 0, withContentLength: 0, chunked: 0 }
}
