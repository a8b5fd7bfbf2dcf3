/**
 * busboy into undici: streams, but has no length to tell, and DingTalk wants one.
 */

import http from 'node:http'
import { Readable } from 'node:stream'
import busboy from 'busboy'
import { Agent, request as send } from 'undici'
import { port, uploadUrl } from './rival-setting.ts'

const BOUNDARY = 'rival-0123456789abcdef'
const dispatcher = new Agent({ connections: 512, connect: { rejectUnauthorized: false } })

http
  .createServer((request, response) => {
    const parser = busboy({ headers: request.headers })
    parser.on('file', async (_field, file, { filename = '', mimeType }) => {
      const answer = await send(uploadUrl, {
        dispatcher,
        method: 'POST',
        headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
        body: Readable.from(writeForm(file, filename, mimeType), { objectMode: false }),
      })
      response.setHeader('content-type', 'application/json')
      response.end(await answer.body.text())
    })
    request.pipe(parser)
  })
  .listen(port, '127.0.0.1')

async function* writeForm(file: AsyncIterable<Uint8Array>, filename: string, contentType: string) {
  yield [
    `--${BOUNDARY}`,
    'Content-Disposition: form-data; name="type"',
    '',
    'image',
    `--${BOUNDARY}`,
    `Content-Disposition: form-data; name="media"; filename="${filename}"`,
    `Content-Type: ${contentType}`,
    '',
    '',
  ].join('\r\n')
  yield* file
  yield `\r\n--${BOUNDARY}--\r\n`
}
