/**
 * How long a recording in AMR is, DingTalk's own voice format, which no browser plays: its frames of
 * 20 ms each are counted. See RFC 4867, section 5.
 */

/** Bytes of a frame by its mode; what is not listed is a lost frame and has one. */
const FRAME_BYTES = {
  '#!AMR\n': [13, 14, 16, 18, 20, 21, 27, 32, 6],
  '#!AMR-WB\n': [18, 24, 33, 37, 41, 47, 51, 59, 61, 6],
} as const

/** Milliseconds; nothing where it is no AMR. */
export function amrDurationMs(bytes: Uint8Array): number | undefined {
  const start = String.fromCharCode(...bytes.subarray(0, 9))
  for (const [header, sizes] of Object.entries(FRAME_BYTES)) {
    if (!start.startsWith(header)) continue
    let frames = 0
    for (let at = header.length; at < bytes.length; frames++) {
      const mode = ((bytes[at] ?? 0) >> 3) & 15
      at += sizes[mode] ?? 1
    }
    return frames * 20
  }
  return undefined
}
