/**
 * The parameters of `Content-Type` and `Content-Disposition` (RFC 9110 §5.6.6), strictly:
 * whoever reads the same header in another way must find nothing to differ about.
 */

import { malformedBody } from './malformed-body.ts'

/** One `;name=value`; the parameter itself may be missing. No part can match the same text twice: linear. */
const PARAMETER = /[ \t]*;[ \t]*(?:([\w!#$%&'*+.^`|~-]+)=(?:([\w!#$%&'*+.^`|~-]+)|"((?:[^"\\]|\\.)*)"))?/gsy

/**
 * Reads what stands behind the main value, names in lower case; throws `malformed_body` for
 * anything but parameters, and for one that comes twice. A backslash escapes `"` and itself
 * and is else kept: old browsers send whole Windows paths.
 */
export function readParameters(text: string): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>()
  let end = 0
  PARAMETER.lastIndex = 0
  for (let found = PARAMETER.exec(text); found; found = PARAMETER.exec(text)) {
    end = PARAMETER.lastIndex
    const [, name, token, quoted = ''] = found
    if (!name) continue
    const key = name.toLowerCase()
    if (parameters.has(key)) throw malformedBody('A header parameter comes twice')
    parameters.set(key, token ?? readEscapes(quoted))
  }
  if (!/^[ \t]*$/.test(text.slice(end))) throw malformedBody('A header has broken parameters')
  return parameters
}

/** Most values hold no backslash, and to replace nothing takes longer than to look for one. */
function readEscapes(quoted: string): string {
  return quoted.includes('\\') ? quoted.replace(/\\(["\\])/g, '$1') : quoted
}
