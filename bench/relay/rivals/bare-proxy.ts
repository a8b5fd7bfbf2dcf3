/**
 * The least that Node can do for this job: its own server in front, each chunk into a kept socket, its memory
 * given back. It looks at nothing, limits nothing and survives nothing: a floor to compare with, no relay.
 */

import http, { type IncomingMessage } from 'node:http'
import net, { type Socket } from 'node:net'
import tls from 'node:tls'
import { port, upstream } from './rival-setting.ts'

/** What looks at a body's bytes as they pass. */
export interface Onlooker {
  chunk(bytes: Uint8Array): void
  end(): void
}

const target = new URL(upstream)
const idle: Socket[] = []

/** Serves; each request's body is shown to an onlooker of its own, where there is one. */
export function serveBare(createOnlooker?: () => Onlooker): void {
  http
    .createServer((request, response) => {
      const socket = idle.pop() ?? connect()
      sendBody(request, socket, createOnlooker?.())
      let answer = ''
      socket.on('data', function read(bytes: Buffer) {
        answer += bytes.toString('latin1')
        const body = bodyOf(answer)
        if (body === undefined) return
        socket.off('data', read)
        idle.push(socket)
        response
          .writeHead(200, { 'content-type': 'application/json', 'content-length': body.length })
          .end(body)
      })
    })
    .listen(port, '127.0.0.1')
}

function connect(): Socket {
  const address = { host: target.hostname, port: Number(target.port) }
  return target.protocol === 'https:' ? tls.connect(address) : net.connect({ ...address, noDelay: true })
}

function sendBody(request: IncomingMessage, socket: Socket, onlooker: Onlooker | undefined): void {
  const head =
    `POST ${request.url} HTTP/1.1\r\nhost: ${target.host}\r\n` +
    `content-type: ${request.headers['content-type']}\r\ncontent-length: ${request.headers['content-length']}\r\n\r\n`
  let begun = false

  function write(chunk: Buffer): void {
    const whole = chunk.byteLength === chunk.buffer.byteLength
    socket.write(chunk, () => {
      if (whole) (chunk.buffer as ArrayBuffer).transfer(0)
      if (socket.writableLength === 0) request.resume()
    })
  }

  request.on('data', (chunk: Buffer) => {
    onlooker?.chunk(chunk)
    if (begun) {
      write(chunk)
    } else {
      begun = true
      socket.cork()
      socket.write(head, 'latin1')
      write(chunk)
      socket.uncork()
    }
    if (socket.writableLength > 0) request.pause()
  })
  request.on('end', () => onlooker?.end())
}

/** The answer's body once it is whole. */
function bodyOf(answer: string): string | undefined {
  const end = answer.indexOf('\r\n\r\n') + 4
  const length = /\r\ncontent-length: (\d+)/i.exec(answer)?.[1]
  return end < 4 || answer.length < end + Number(length) ? undefined : answer.slice(end)
}
