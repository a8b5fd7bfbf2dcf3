/**
 * Every sentence the element can say. A language that lacks one does not compile. Values
 * take the place of `{name}`; sizes, percentages and lists come ready from `Intl`.
 */

/** A sentence, or one per plural category of `{count}`. */
export type Sentence =
  | string
  | ({ readonly other: string } & { readonly [C in Intl.LDMLPluralRule]?: string })

export interface Messages {
  /** On the button; `{count}` is 1 or many. */
  readonly drop: Sentence
  readonly choose: Sentence
  /** On the button of a single picture that is there already. */
  readonly replace: Sentence
  readonly dropNow: Sentence
  /** `{formats}` and `{limit}` */
  readonly hint: Sentence
  /** Stands for `{formats}` where all media types are taken. */
  readonly anything: Sentence
  readonly offline: Sentence
  /** `{count}` files, in other sentences. */
  readonly files: Sentence

  /** Where an item stands, by its phase. */
  readonly checking: Sentence
  readonly waiting: Sentence
  readonly fitting: Sentence
  readonly relaying: Sentence
  readonly retrying: Sentence
  readonly paused: Sentence
  readonly done: Sentence
  /** `{duration}` */
  readonly timeLeft: Sentence

  /** What can be done with `{what}`, a file's name. */
  readonly cancel: Sentence
  readonly remove: Sentence
  readonly retry: Sentence
  /** Takes back what was made to fit: the file goes, and one reads why it could not be sent as it was. */
  readonly undo: Sentence
  readonly dismiss: Sentence

  /** Announcements; `{what}` is a name, a number of files or a percentage. */
  readonly added: Sentence
  readonly uploading: Sentence
  readonly uploaded: Sentence
  readonly removed: Sentence

  /** Validity of the form control; `{what}` is a number of files. */
  readonly tooFew: Sentence
  readonly unfinished: Sentence
  readonly someFailed: Sentence

  /** Errors, said by `sayError`; `{what}` is a number of files. */
  readonly tooMany: Sentence
  readonly tooLarge: Sentence
  /** `{limit}` and `{size}` */
  readonly overLimit: Sentence
  readonly togetherOverLimit: Sentence
  readonly duplicate: Sentence
  readonly empty: Sentence
  /** `{formats}` */
  readonly only: Sentence
  readonly notHere: Sentence
  /** `{is}` and `{named}` are kinds, or formats where the kind is the same. */
  readonly namedLike: Sentence
  readonly unlike: Sentence
  readonly changed: Sentence
  readonly network: Sentence
  readonly trouble: Sentence
  readonly refused: Sentence
  readonly noGrant: Sentence
  readonly aborted: Sentence

  /** Kinds of files, as they stand in `namedLike` and, for `image/*`, in a list of formats. */
  readonly image: Sentence
  readonly audio: Sentence
  readonly video: Sentence
  readonly document: Sentence
  readonly pdf: Sentence
  readonly archive: Sentence
  readonly exe: Sentence
  readonly html: Sentence
}

/** Loaded with the recorder, in English and Chinese too. */
export interface RecorderMessages {
  readonly record: Sentence
  /** `{duration}` is left. */
  readonly recording: Sentence
  readonly stop: Sentence
  readonly discard: Sentence
  readonly micRefused: Sentence
  readonly noMic: Sentence
  readonly micBusy: Sentence
  readonly noRecorder: Sentence
}

/** Loaded with the first sortable element, in English and Chinese too; `{what}` is a file's name. */
export interface SortableMessages {
  readonly move: Sentence
  /** How: by the arrow keys, or by choosing another item's handle. */
  readonly moveHelp: Sentence
  /** Where `{what}` is now: `{place}` of `{count}`. */
  readonly moved: Sentence
}

/** What a language has that is loaded as a whole. */
export interface AllMessages extends Messages, RecorderMessages, SortableMessages {}

export type MessageKey = keyof AllMessages
