/**
 * Finds the boundary of a form. A wrong guess here means reading another form than the
 * sender wrote, so anything that could be read in two ways is refused.
 */

import { malformedBody } from './malformed-body.ts'
import { readParameters } from './parameters.ts'

/** RFC 2046 §5.1.1: 1 to 70 of these characters, the last one no space. */
const BOUNDARY = /^[\w'()+,./:=? -]{0,69}[\w'()+,./:=?-]$/

/**
 * The boundary that a `Content-Type` names; `undefined` when it is not `multipart/form-data`;
 * throws `malformed_body` when it is, but without a valid boundary.
 */
export function boundaryOf(contentType = ''): string | undefined {
  const end = contentType.search(/;|$/)
  if (contentType.slice(0, end).trim().toLowerCase() !== 'multipart/form-data') return undefined
  const parameters = readParameters(contentType.slice(end))
  const boundary = parameters.get('boundary')
  if (boundary === undefined || !BOUNDARY.test(boundary))
    throw malformedBody('The form has no valid boundary')
  for (const name of parameters.keys()) {
    if (name.startsWith('boundary*'))
      throw malformedBody('The form has an encoded boundary besides the plain one')
  }
  return boundary
}
