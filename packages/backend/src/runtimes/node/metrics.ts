/**
 * What an operator asks of a relay, as Prometheus metrics: who gets through, how fast, what
 * DingTalk answers, whether there is a token.
 */

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Observer } from '../../observer.ts'

export interface RelayMetrics {
  readonly observer: Observer
  /** In Prometheus' text format. */
  text(): Promise<string>
}

/** As many errcodes as an operator can look at. */
const MAX_RESULTS = 64

const SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300]

/** Creates the metrics of one relay, in a registry of their own. */
export function createMetrics(): RelayMetrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const uploads = new Counter({
    name: 'dt_media_uploads_total',
    help: 'Uploads that ended, by media type and outcome: ok or the error code.',
    labelNames: ['type', 'outcome'],
    registers,
  })
  // What has no labels is counted here, and told when somebody asks: a small upload feels the difference.
  let bytes = 0
  let inFlight = 0
  new Counter({
    name: 'dt_media_upload_bytes_total',
    help: 'Bytes of files passed on, finished uploads or not.',
    registers,
    collect() {
      this.reset()
      this.inc(bytes)
    },
  })
  new Gauge({
    name: 'dt_media_uploads_in_flight',
    help: 'Uploads running now.',
    registers,
    collect() {
      this.set(inFlight)
    },
  })
  const durations = new Histogram({
    name: 'dt_media_upload_seconds',
    help: 'Time from the request to the answer, by outcome: ok or error.',
    labelNames: ['outcome'],
    buckets: SECONDS,
    registers,
  })
  const calls = new Histogram({
    name: 'dt_media_dingtalk_call_seconds',
    help: 'Calls to DingTalk, by call and result: ok, our code or its errcode.',
    labelNames: ['call', 'result'],
    buckets: SECONDS,
    registers,
  })
  const tokenAt = new Gauge({
    name: 'dt_media_token_fetched_timestamp_seconds',
    help: 'When the newest access token came; 0 when none has.',
    registers,
  })
  const monthUsed = new Gauge({
    name: 'dt_media_month_uploads',
    help: "This calendar month's uploads to DingTalk; only where RELAY_MONTHLY_QUOTA is set.",
    labelNames: ['corp'],
    registers,
  })
  const monthLimit = new Gauge({
    name: 'dt_media_month_uploads_limit',
    help: 'RELAY_MONTHLY_QUOTA, once an upload was counted against it.',
    labelNames: ['corp'],
    registers,
  })
  const defects = new Counter({
    name: 'dt_media_defects_total',
    help: 'Defects of the relay itself; each is in the log with its stack.',
    registers,
  })
  const strangers = new Counter({
    name: 'dt_media_origins_refused_total',
    help: 'Requests refused because their page is of an origin that is not listed.',
    registers,
  })
  const results = new Set<string>()
  /** DingTalk, or whoever poses as it, has any number of numbers; a label must not. */
  function bounded(result: string): string {
    if (results.size < MAX_RESULTS) results.add(result)
    return results.has(result) ? result : 'other'
  }

  return {
    text: () => registry.metrics(),
    observer: {
      uploadBegan() {
        inFlight += 1
      },
      uploadEnded(report) {
        inFlight -= 1
        uploads.inc({ type: report.type ?? 'unknown', outcome: report.outcome })
        bytes += report.bytes
        durations.observe({ outcome: report.outcome === 'ok' ? 'ok' : 'error' }, report.durationMs / 1000)
      },
      callEnded({ call, result, durationMs }) {
        calls.observe({ call, result: bounded(result) }, durationMs / 1000)
        if (call === 'token' && result === 'ok') tokenAt.setToCurrentTime()
      },
      originRefused: () => strangers.inc(),
      quotaUsed(used, limit, corp) {
        const labels = corp === undefined ? {} : { corp }
        monthUsed.set(labels, used)
        monthLimit.set(labels, limit)
      },
      failed: () => defects.inc(),
    },
  }
}
