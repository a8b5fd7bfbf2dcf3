/** Compares files byte by byte, a slice at a time. Loaded when two of one name and size meet. */

const SLICE_BYTES = 2 ** 18

/** Whether two files of one size hold the same. Rejects when one of them cannot be read. */
export async function isSameContent(one: Blob, other: Blob): Promise<boolean> {
  for (let at = 0; at < one.size; at += SLICE_BYTES) {
    const slices = [one, other].map((file) => file.slice(at, at + SLICE_BYTES).arrayBuffer())
    const [bytes, others] = (await Promise.all(slices)).map((slice) => new Uint8Array(slice))
    if (bytes?.some((byte, i) => byte !== others?.[i])) return false
  }
  return true
}
