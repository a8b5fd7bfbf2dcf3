/**
 * The relay's log: one line per upload, from a fixed list of fields. Nothing that a client
 * sent gets in but its subject, and that escaped and cut.
 */

import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino'
import type { Observer } from '../observer.ts'

export interface LogOptions {
  readonly level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent'
  readonly format: 'json' | 'pretty'
}

const MAX_SUBJECT_CHARS = 200

/** Where lines go: stdout, as container platforms expect. */
export async function createLogger({ level, format }: LogOptions): Promise<Logger> {
  const options = { level, base: null, timestamp: stdTimeFunctions.isoTime }
  return format === 'pretty' ? pino(options, await prettyLines()) : pino(options)
}

async function prettyLines(): Promise<DestinationStream> {
  const { default: pretty } = await import('pino-pretty')
  return pretty({ ignore: 'time', singleLine: true, sync: true })
}

/** Writes down what the relay does. */
export function logObserver(log: Logger): Observer {
  return {
    uploadEnded(report) {
      const ok = report.outcome === 'ok'
      const level = ok ? 'info' : report.status >= 500 ? 'error' : 'warn'
      log[level](
        {
          request_id: report.requestId,
          subject: report.subject?.slice(0, MAX_SUBJECT_CHARS),
          type: report.type,
          format: report.format,
          bytes: report.bytes,
          duration_ms: Math.round(report.durationMs),
          outcome: report.outcome,
          reason: report.reason,
        },
        ok ? 'uploaded' : 'not uploaded',
      )
    },
    callEnded({ call, durationMs, result }) {
      log.debug({ call, duration_ms: Math.round(durationMs), result }, 'called DingTalk')
    },
    warned: (message, fields) => log.warn(fields ?? {}, message),
    failed(error, requestId) {
      const stack = error instanceof Error ? error.stack : String(error)
      log.error({ request_id: requestId, stack }, 'a defect in the relay')
    },
  }
}
