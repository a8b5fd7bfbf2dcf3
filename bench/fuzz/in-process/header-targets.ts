/**
 * What stands in headers: a part's own block, and the content type with the boundary. Where the relay
 * believes one, a reader that shares no line with it must read the same.
 */

import { parseHeaders } from '../../../packages/backend/src/emulator/form-headers.ts'
import { MediaError } from '../../../packages/backend/src/errors.ts'
import { boundaryOf } from '../../../packages/backend/src/multipart/boundary.ts'
import { parsePartHeaders } from '../../../packages/backend/src/multipart/part-headers.ts'
import { makeBoundary, makeForm } from '../http/make-form.ts'
import { mutate } from '../mutate.ts'
import type { Random } from '../random.ts'
import type { Target } from './target.ts'

const BLOCKS = [
  'Content-Disposition: form-data; name="type"',
  'Content-Disposition: form-data; name="media"; filename="a.png"\r\nContent-Type: image/png',
  'content-disposition:form-data;name=media;filename=a.png',
  'Content-Type: a/b\r\nContent-Disposition: form-data; filename="a%22\\"b.png"; name="media"\r\nX: y',
  'Content-Disposition: form-data; name="media"; filename="报告.pdf"\r\nContent-Transfer-Encoding: binary',
]

export const partHeadersTarget: Target = {
  name: 'parsePartHeaders',
  share: 200,
  run(random) {
    const block = mutate(drawBlock(random), random)
    try {
      const { name, filename } = parsePartHeaders(block)
      if (name === '') return `no name in ${JSON.stringify(block.toString('latin1'))}`
      // Escapes are read on purpose where DingTalk keeps them.
      if (/[\\%]/.test(block.toString('latin1'))) return undefined
      const { parameters } = parseHeaders(Buffer.concat([block, Buffer.from('\r\n\r\n')]), () => {})
      const other = (wanted: string) => parameters.find(([key]) => key === wanted)?.[1]
      return other('name') === name && other('filename') === filename
        ? undefined
        : `read ${JSON.stringify({ name, filename })} in ${JSON.stringify(block.toString('latin1'))}`
    } catch (error) {
      return wrongError(error)
    }
  },
}

function drawBlock(random: Random): Buffer {
  if (random.chance(0.9)) return Buffer.from(random.pick(BLOCKS))
  const { draft } = makeForm(random, undefined)
  return Buffer.from(random.pick(draft.parts).headers.join('\r\n'))
}

/** RFC 2046 §5.1.1. */
const BOUNDARY = /^[0-9A-Za-z'()+_,./:=? -]{1,70}$/

export const boundaryTarget: Target = {
  name: 'boundaryOf',
  share: 200,
  run(random) {
    const spelled = random.pick(['boundary=', 'Boundary=', '; boundary="', 'charset=x; boundary='])
    const quote = spelled.endsWith('"') ? '"' : ''
    const header = `multipart/form-data; ${spelled}${makeBoundary(random)}${quote}${random.pick(['', ';', ' ', ';a=b'])}`
    const text = mutate(Buffer.from(header), random).toString(random.chance(0.5) ? 'latin1' : 'utf8')
    try {
      const boundary = boundaryOf(text)
      if (boundary === undefined) return undefined
      const stands = text.includes(boundary) || text.includes('\\')
      return stands && BOUNDARY.test(boundary) && !boundary.endsWith(' ')
        ? undefined
        : `read ${JSON.stringify(boundary)} in ${JSON.stringify(text)}`
    } catch (error) {
      return wrongError(error)
    }
  },
}

function wrongError(error: unknown): string | undefined {
  return error instanceof MediaError && error.code === 'malformed_body' ? undefined : `threw ${error}`
}
