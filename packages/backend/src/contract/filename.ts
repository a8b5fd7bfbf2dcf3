/**
 * File names as far as both sides must agree on them: which format a name claims.
 */

/**
 * The extension of a file name, lower case, without the dot, `jpeg` told as `jpg`;
 * empty when there is none. Only the last one counts: `a.tar.gz` is `gz`.
 */
export function extensionOf(filename: string): string {
  const dot = filename.lastIndexOf('.')
  const extension = dot < 0 ? '' : filename.slice(dot + 1).toLowerCase()
  return extension === 'jpeg' ? 'jpg' : extension
}
