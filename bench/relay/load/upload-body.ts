/**
 * Requests made beforehand: while it is measured, the load generator only writes.
 */

import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mediaIdOf } from '../sampled-checksum.ts'
import { ACCESS_TOKEN } from '../upstream/serve-connection.ts'
import type { LoadPlan } from './load-plan.ts'

const BOUNDARY = '----WebKitFormBoundary7MA4YWxkTrZu0gW8'
const png = readFileSync(new URL('../../../fixtures/media/sample.png', import.meta.url))

export interface UploadRequest {
  readonly filename: string
  /** The head, and a form's head with it. */
  readonly head: Buffer
  readonly file: Buffer
  readonly tail: Buffer
}

/** Makes requests for one file; each has a filename of its own. */
export class UploadRequests {
  readonly mediaId: string
  readonly #file: Buffer
  readonly #plan: LoadPlan
  #count = 0

  constructor(plan: LoadPlan) {
    this.#plan = plan
    // Random, so that nothing on the way can shorten it; the signature is true.
    this.#file = Buffer.concat([png, randomBytes(plan.fileBytes - png.length)])
    this.mediaId = mediaIdOf(this.#file)
  }

  next(): UploadRequest {
    this.#count += 1
    const filename = `bench-${this.#count}.png`
    const file = this.#file
    if (this.#plan.way === 'raw') {
      const head = this.#head(`type=image&filename=${filename}`, 'image/png', file.length)
      return { filename, head: Buffer.from(head), file, tail: Buffer.alloc(0) }
    }
    const before = [
      `--${BOUNDARY}`,
      'Content-Disposition: form-data; name="type"',
      '',
      'image',
      `--${BOUNDARY}`,
      `Content-Disposition: form-data; name="media"; filename="${filename}"`,
      'Content-Type: image/png',
      '',
      '',
    ].join('\r\n')
    const tail = Buffer.from(`\r\n--${BOUNDARY}--\r\n`)
    // What merely passes bytes on needs the token from its client; DingTalk takes it in the query.
    const query = `type=image&access_token=${ACCESS_TOKEN}`
    const contentType = `multipart/form-data; boundary=${BOUNDARY}`
    const head = this.#head(query, contentType, before.length + file.length + tail.length)
    return { filename, head: Buffer.from(head + before), file, tail }
  }

  #head(query: string, contentType: string, byteLength: number): string {
    const headers = {
      Host: `127.0.0.1:${this.#plan.port}`,
      'Content-Type': contentType,
      'Content-Length': String(byteLength),
      ...this.#plan.headers,
    }
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
    return `POST /media/upload?${query} HTTP/1.1\r\n${lines.join('')}\r\n`
  }
}
