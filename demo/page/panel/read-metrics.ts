/** Reads Prometheus' text format, as far as the panel needs it: names, labels, numbers. */

export interface Sample {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

const LINE = /^(\w+)(?:\{(.*)\})? (\S+)$/
const LABEL = /(\w+)="((?:[^"\\]|\\.)*)"/g

/** The samples of a page of metrics; comments and what cannot be read are passed over. */
export function readMetrics(text: string): Sample[] {
  return text.split('\n').flatMap((line) => {
    const [, name, labels = '', number] = LINE.exec(line) ?? []
    const value = Number(number)
    if (!name || Number.isNaN(value)) return []
    const pairs = [...labels.matchAll(LABEL)].map(([, label, text]) => [label, text])
    return [{ name, labels: Object.fromEntries(pairs), value }]
  })
}

/** What the panel shows of them. */
export interface RelayFigures {
  readonly uploaded: number
  readonly refused: number
  readonly inFlight: number
  readonly bytes: number
  /** Calls of `media/upload` so far, and seconds that DingTalk took for all of them. */
  readonly calls: number
  readonly callSeconds: number
  /** When the newest access token came, in milliseconds; 0 when none has. */
  readonly tokenAtMs: number
}

/** Adds the samples up. */
export function figuresOf(samples: readonly Sample[]): RelayFigures {
  const sum = (name: string, wanted: (labels: Sample['labels']) => boolean = () => true) =>
    samples
      .filter((sample) => sample.name === name && wanted(sample.labels))
      .reduce((total, { value }) => total + value, 0)
  const isUpload = ({ call }: Sample['labels']) => call === 'upload'
  return {
    uploaded: sum('dt_media_uploads_total', ({ outcome }) => outcome === 'ok'),
    refused: sum('dt_media_uploads_total', ({ outcome }) => outcome !== 'ok'),
    inFlight: sum('dt_media_uploads_in_flight'),
    bytes: sum('dt_media_upload_bytes_total'),
    calls: sum('dt_media_dingtalk_call_seconds_count', isUpload),
    callSeconds: sum('dt_media_dingtalk_call_seconds_sum', isUpload),
    tokenAtMs: 1000 * sum('dt_media_token_fetched_timestamp_seconds'),
  }
}
