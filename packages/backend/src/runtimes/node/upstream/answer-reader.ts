/**
 * Reads one answer as it arrives, in whatever pieces, and no more of it than an answer of DingTalk's can be.
 */

import { MAX_ANSWER_BYTES } from '../../../dingtalk/call.ts'
import { MediaError } from '../../../errors.ts'
import { type AnswerHead, notHttp, readAnswerHead } from './answer-head.ts'

const MAX_HEAD_BYTES = 16 * 1024

/** "100 Continue" and its kin: a server may send some before its answer. */
const MAX_INTERIM_ANSWERS = 8

const CHUNK_SIZE = /^([\dA-Fa-f]{1,8})[\t ]*(?:;[\t\x20-\x7e\x80-\xff]*)?$/

export class AnswerReader {
  /** What has come and is not read yet, a character a byte. */
  #ahead = ''
  #body = ''
  #head: AnswerHead | undefined
  #interimAnswers = 0
  /** Bytes of the body, or of the chunk that has begun, that are still to come. */
  #missing = 0
  /** What comes next in a body of chunks. */
  #chunk: 'size' | 'data' | 'break' | 'trailer' = 'size'
  #whole = false

  /** The answer's own head, once it has come. */
  get head(): AnswerHead | undefined {
    return this.#head
  }

  /** The body, as far as it has come. */
  get text(): string {
    return Buffer.from(this.#body, 'latin1').toString('utf8')
  }

  /** Whether the connection may serve another request: nothing came behind the answer. */
  get reusable(): boolean {
    return this.#whole && this.#head?.keepAlive === true && this.#ahead === ''
  }

  /** Takes what came. Returns whether the answer is whole; throws `upstream_invalid`. */
  read(bytes: Buffer): boolean {
    this.#ahead += bytes.toString('latin1')
    while (!this.#head) if (!this.#readHead()) return false
    if (this.#head.framing === 'chunks') while (!this.#whole && this.#readChunk());
    else this.#readPlain(this.#head)
    return this.#whole
  }

  /** The connection has ended. Returns whether the answer is whole with that. */
  close(): boolean {
    this.#whole ||= this.#head?.framing === 'close'
    return this.#whole
  }

  /** Reads a head once it is all here. An interim answer is no more than that, and means nothing. */
  #readHead(): boolean {
    const text = this.#upTo('\r\n\r\n')
    if (text === undefined) return false
    const head = readAnswerHead(text)
    if (head.status >= 200) {
      this.#head = head
      this.#missing = head.length
    } else {
      this.#interimAnswers += 1
      if (head.status === 101 || this.#interimAnswers > MAX_INTERIM_ANSWERS) throw notHttp('it never begins')
    }
    return true
  }

  #readPlain({ framing }: AnswerHead): void {
    if (framing === 'close') this.#missing = this.#ahead.length
    this.#take()
    this.#whole = framing === 'length' && this.#missing === 0
  }

  /** Reads the next piece of a chunked body. Returns whether it was all here. */
  #readChunk(): boolean {
    if (this.#chunk === 'data') {
      this.#take()
      if (this.#missing > 0) return false
      this.#chunk = 'break'
    }
    const line = this.#upTo('\r\n')
    if (line === undefined) return false
    if (this.#chunk === 'size') {
      const size = CHUNK_SIZE.exec(line)?.[1]
      if (size === undefined) throw notHttp('a chunk has no size')
      this.#missing = Number.parseInt(size, 16)
      this.#chunk = this.#missing > 0 ? 'data' : 'trailer'
    } else if (this.#chunk === 'break') {
      if (line !== '') throw notHttp('a chunk is longer than its size')
      this.#chunk = 'size'
    } else if (line === '') {
      this.#whole = true
    }
    return true
  }

  /** Takes what comes before `end` off, and `end` with it; `undefined` while that has not come. */
  #upTo(end: string): string | undefined {
    const at = this.#ahead.indexOf(end)
    if ((at < 0 ? this.#ahead.length : at) > MAX_HEAD_BYTES) throw notHttp('its head is too long')
    if (at < 0) return undefined
    const text = this.#ahead.slice(0, at)
    this.#ahead = this.#ahead.slice(at + end.length)
    return text
  }

  /** Moves what belongs to the body into it. */
  #take(): void {
    if (this.#body.length + this.#missing > MAX_ANSWER_BYTES)
      throw new MediaError('upstream_invalid', 'The answer is too long')
    const taken = this.#ahead.slice(0, this.#missing)
    this.#ahead = this.#ahead.slice(taken.length)
    this.#body += taken
    this.#missing -= taken.length
  }
}
