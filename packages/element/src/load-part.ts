/**
 * Parts that only some pages need come when they are needed. Where they are missing, as when
 * the one-file build was copied without the files beside it, a person loses that feature alone.
 */

let warned = false

/** Resolves with the module of an `import()`, or with nothing where it cannot be loaded, which the console is told once. */
export async function loadPart<T>(part: Promise<T>): Promise<T | undefined> {
  try {
    return await part
  } catch (error) {
    if (!warned) {
      console.warn('<dt-media-upload> lacks a part. All files of its folder are to be served.', error)
    }
    warned = true
    return undefined
  }
}
