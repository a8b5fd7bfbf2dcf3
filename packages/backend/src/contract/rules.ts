/**
 * What DingTalk's `media/upload` takes: media types, their formats, their sizes.
 * Source: "Upload media files" in DingTalk's open-platform documentation. MB is
 * 2^20 bytes, as in every SDK that checks; the page itself does not say.
 */

const MiB = 2 ** 20

/** What one media type allows. */
export interface MediaRule {
  /** The largest file, in bytes. */
  readonly maxBytes: number
  /** The formats, by extension, lower case and without the dot. */
  readonly formats: readonly string[]
}

export const MEDIA_RULES = {
  image: { maxBytes: 20 * MiB, formats: ['jpg', 'gif', 'png', 'bmp'] },
  voice: { maxBytes: 2 * MiB, formats: ['amr', 'mp3', 'wav'] },
  video: { maxBytes: 20 * MiB, formats: ['mp4'] },
  file: {
    maxBytes: 20 * MiB,
    formats: ['doc', 'docx', 'xls', 'xlsx', 'ppt', 'pptx', 'zip', 'pdf', 'rar'],
  },
} as const satisfies Record<string, MediaRule>

/** One of DingTalk's four media types. */
export type MediaType = keyof typeof MEDIA_RULES

/** One of the seventeen formats that DingTalk takes. */
export type MediaFormat = (typeof MEDIA_RULES)[MediaType]['formats'][number]

/** The media types in DingTalk's order. */
export const MEDIA_TYPES = Object.keys(MEDIA_RULES) as readonly MediaType[]

/** The rules in force: DingTalk's, or an operator's tighter ones. A missing type is switched off. */
export type MediaRules = { readonly [T in MediaType]?: MediaRule }

/** Whether a text is the name of a media type. */
export function isMediaType(text: unknown): text is MediaType {
  // Not `Object.hasOwn`: web views of iOS 15.0 to 15.3 lack it.
  return (MEDIA_TYPES as readonly unknown[]).includes(text)
}

/** The media type whose formats hold this one; `undefined` when none does. No format is in two types. */
export function mediaTypeOf(format: string, rules: MediaRules = MEDIA_RULES): MediaType | undefined {
  return MEDIA_TYPES.find((type) => rules[type]?.formats.includes(format))
}
