/**
 * Takes apart all that came back on a connection. What is no sequence of whole HTTP answers is a
 * finding, so this forgives nothing.
 */

export interface FuzzAnswer {
  readonly status: number
  readonly headers: ReadonlyMap<string, string>
  readonly body: string
}

export interface ReadAnswers {
  /** Final answers, interim ones left out. */
  readonly answers: readonly FuzzAnswer[]
  /** Bytes behind the last whole answer. */
  readonly rest: string
}

/** The one chunked body that is looked for: an empty one. All others are told by their length. */
const NO_CHUNKS = '0\r\n\r\n'

/** Reads as many answers as are whole. One without a length and without a body is Node's own, and the last. */
export function readAnswers(received: Buffer): ReadAnswers {
  const answers: FuzzAnswer[] = []
  let at = 0
  for (;;) {
    const headEnd = received.indexOf('\r\n\r\n', at)
    const answer = headEnd < 0 ? undefined : readHead(received.toString('latin1', at, headEnd))
    if (!answer) break
    const bodyStart = headEnd + 4
    const empty =
      answer.headers.has('transfer-encoding') && received.indexOf(NO_CHUNKS, bodyStart) === bodyStart
    const length = answer.status < 200 ? 0 : Number(answer.headers.get('content-length') ?? 0)
    const end = bodyStart + (empty ? NO_CHUNKS.length : length)
    if (!(end <= received.length)) break
    const body = empty ? '' : received.toString('utf8', bodyStart, end)
    if (answer.status >= 200) answers.push({ ...answer, body })
    at = end
  }
  return { answers, rest: received.toString('latin1', at) }
}

function readHead(head: string): Omit<FuzzAnswer, 'body'> | undefined {
  const [start = '', ...lines] = head.split('\r\n')
  const [, status] = /^HTTP\/1\.1 (\d{3}) [\w '-]+$/.exec(start) ?? []
  if (!status) return undefined
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const
    }),
  )
  return { status: Number(status), headers }
}
