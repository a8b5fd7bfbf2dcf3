/**
 * The relay's log: one line per upload, from a fixed list of fields. Nothing that a client
 * sent gets in but its subject, and that escaped and cut.
 */

import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino'
import type { Observer } from '../observer.ts'
import type { Mask } from './mask-secrets.ts'

export interface LogOptions {
  readonly level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent'
  readonly format: 'json' | 'pretty'
  /** Blots out what must never stand in a line. @default nothing */
  readonly mask?: Mask
}

const MAX_SUBJECT_CHARS = 200

/** Where lines go: stdout, as container platforms expect. */
export async function createLogger({ level, format, mask = (line) => line }: LogOptions): Promise<Logger> {
  const options = {
    level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    hooks: { streamWrite: mask },
  }
  return pino(options, format === 'pretty' ? await prettyLines() : jsonLines())
}

function jsonLines(): DestinationStream {
  const stdout = pino.destination({ dest: 1, sync: true })
  // A full disk or a reader that is gone costs lines, not uploads.
  stdout.on('error', () => {})
  return stdout
}

async function prettyLines(): Promise<DestinationStream> {
  const { default: pretty } = await import('pino-pretty')
  return pretty({ ignore: 'time', singleLine: true, sync: true })
}

/** A name as one harmless line: cut, and with what steers terminals or turns text around spelled out. */
function plainText(text: string | undefined): string | undefined {
  return text
    ?.slice(0, MAX_SUBJECT_CHARS)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (char) => `\\u{${char.codePointAt(0)?.toString(16)}}`)
}

/** Writes down what the relay does. */
export function logObserver(log: Logger): Observer {
  return {
    uploadEnded(report) {
      const ok = report.outcome === 'ok'
      const level = ok ? 'info' : report.status >= 500 ? 'error' : 'warn'
      if (!log.isLevelEnabled(level)) return
      log[level](
        {
          request_id: report.requestId,
          subject: plainText(report.subject),
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
    originRefused(origin, requestId) {
      log.warn(
        { request_id: requestId, origin: plainText(origin) },
        'a page of another origin was refused: if it is yours, RELAY_ALLOWED_ORIGINS must name it',
      )
    },
    ticketKept: () => log.info('a new suite ticket was pushed and is kept'),
    warned: (message, fields) => log.warn(fields ?? {}, message),
    failed(error, requestId) {
      const stack = error instanceof Error ? error.stack : String(error)
      log.error({ request_id: requestId, stack }, 'a defect in the relay')
    },
  }
}
