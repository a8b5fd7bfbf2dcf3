/**
 * The little of HTTP/1.1 that both ends of the benchmark speak over bare sockets: what they
 * save goes to the relay that is measured.
 */

const HEAD_END = '\r\n\r\n'

export interface MessageHead {
  /** The request line or the status line. */
  readonly start: string
  /** A header's value by its name in lower case. */
  readonly headers: ReadonlyMap<string, string>
}

/** Hears of a message's parts, in order. */
export interface MessageHandler {
  onHead(head: MessageHead): void
  onBody(chunk: Buffer): void
  onEnd(): void
}

/** Reads one message after the other, with a length or chunked. Throws on anything else. */
export class MessageReader {
  readonly #handler: MessageHandler
  #pending: Buffer = Buffer.alloc(0)
  #state: 'head' | 'sized' | 'chunk-size' | 'chunk' | 'chunk-end' | 'trailer' = 'head'
  #left = 0

  constructor(handler: MessageHandler) {
    this.#handler = handler
  }

  /** Whether a message has begun and not ended. */
  get busy(): boolean {
    return this.#state !== 'head' || this.#pending.length > 0
  }

  write(chunk: Buffer): void {
    let rest = this.#pending.length > 0 ? Buffer.concat([this.#pending, chunk]) : chunk
    this.#pending = Buffer.alloc(0)
    while (rest.length > 0) {
      const used = this.#step(rest)
      if (used === 0) {
        // What is kept must not keep a whole chunk alive.
        this.#pending = Buffer.from(rest)
        return
      }
      rest = rest.subarray(used)
    }
  }

  /** Takes what it can and says how much; 0 when it needs more. */
  #step(data: Buffer): number {
    switch (this.#state) {
      case 'head':
        return this.#readHead(data)
      case 'sized':
      case 'chunk': {
        const part = data.subarray(0, this.#left)
        this.#left -= part.length
        this.#handler.onBody(part)
        if (this.#left === 0) this.#partOver()
        return part.length
      }
      case 'chunk-size':
        return this.#line(data, (line) => {
          this.#left = Number.parseInt(line, 16)
          if (!(this.#left >= 0)) throw new Error('A chunk has no size')
          this.#state = this.#left === 0 ? 'trailer' : 'chunk'
        })
      case 'chunk-end':
        return this.#line(data, () => {
          this.#state = 'chunk-size'
        })
      case 'trailer':
        return this.#line(data, (line) => {
          if (line === '') this.#over()
        })
    }
  }

  #readHead(data: Buffer): number {
    const end = data.indexOf(HEAD_END)
    if (end < 0) {
      if (data.length > 64 * 1024) throw new Error('The head of a message is too long')
      return 0
    }
    const [start = '', ...lines] = data.toString('latin1', 0, end).split('\r\n')
    const headers = new Map(lines.map(headerOf))
    this.#handler.onHead({ start, headers })
    const length = headers.get('content-length')
    this.#left = Number(length ?? 0)
    if (headers.get('transfer-encoding') === 'chunked') this.#state = 'chunk-size'
    else if (!Number.isSafeInteger(this.#left)) throw new Error('The Content-Length is no number')
    else if (this.#left === 0) this.#over()
    else this.#state = 'sized'
    return end + HEAD_END.length
  }

  #line(data: Buffer, use: (line: string) => void): number {
    const end = data.indexOf('\r\n')
    if (end < 0) return 0
    use(data.toString('latin1', 0, end))
    return end + 2
  }

  #partOver(): void {
    if (this.#state === 'chunk') this.#state = 'chunk-end'
    else this.#over()
  }

  #over(): void {
    this.#state = 'head'
    this.#handler.onEnd()
  }
}

function headerOf(line: string): [string, string] {
  const colon = line.indexOf(':')
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
}
