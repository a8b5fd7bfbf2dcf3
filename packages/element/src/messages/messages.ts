/**
 * Every sentence the element can say. A language that lacks one does not compile. Numbers,
 * sizes and lists come ready from `Intl` and take the place of `{name}`.
 */

/** A sentence, or one per plural category of `{count}`. */
export type Sentence =
  | string
  | ({ readonly other: string } & { readonly [C in Intl.LDMLPluralRule]?: string })

export interface Messages {
  readonly promptOne: Sentence
  readonly promptMany: Sentence
  readonly browse: Sentence
  readonly dropHere: Sentence
  readonly full: Sentence
  readonly offline: Sentence

  /** `{formats}` and `{limit}`. */
  readonly hintRule: Sentence
  /** `{limit}`, where formats are of several types. */
  readonly hintSize: Sentence
  /** `{count}` */
  readonly hintCount: Sentence

  readonly checking: Sentence
  readonly waiting: Sentence
  readonly fitting: Sentence
  /** While bytes are sent and the time left is not known yet. */
  readonly uploading: Sentence
  readonly relaying: Sentence
  readonly retrying: Sentence
  readonly paused: Sentence
  readonly done: Sentence
  readonly failed: Sentence
  /** `{duration}` */
  readonly timeLeft: Sentence

  readonly upload: Sentence
  readonly pause: Sentence
  readonly resume: Sentence
  readonly dismiss: Sentence
  /** The actions of one item: `{name}`. */
  readonly cancelItem: Sentence
  readonly removeItem: Sentence
  readonly retryItem: Sentence
  readonly moveItem: Sentence

  /** The list, to a screen reader. */
  readonly list: Sentence
  /** The progress bar of one item: `{name}`. */
  readonly progressOf: Sentence

  /** Announcements: `{count}`, `{name}`, `{percent}`, `{reason}`. */
  readonly saidAdded: Sentence
  readonly saidRejected: Sentence
  readonly saidProgress: Sentence
  readonly saidUploaded: Sentence
  readonly saidFailed: Sentence
  readonly saidRemoved: Sentence
  readonly saidComplete: Sentence

  /** Validity of the form control. */
  readonly valueMissing: Sentence
  readonly stillBusy: Sentence
  readonly someFailed: Sentence
  /** `{count}` */
  readonly tooFew: Sentence

  /** Errors. `{limit}`, `{size}`, `{formats}`, `{count}`, `{is}`, `{named}`. */
  readonly tooLarge: Sentence
  readonly tooLargeTogether: Sentence
  readonly tooManyFiles: Sentence
  readonly duplicate: Sentence
  readonly empty: Sentence
  readonly formatNotAllowed: Sentence
  readonly typeNotAllowed: Sentence
  /** The content is of another kind than the name: `{is}` and `{named}` are kinds. */
  readonly namedLike: Sentence
  /** The same kind, another format: `{is}` and `{named}` are formats. */
  readonly otherFormat: Sentence
  readonly unknownContent: Sentence
  readonly fileChanged: Sentence
  readonly network: Sentence
  readonly stalled: Sentence
  readonly busy: Sentence
  readonly notSignedIn: Sentence
  readonly notAllowed: Sentence
  readonly refused: Sentence
  readonly aborted: Sentence
  readonly custom: Sentence
  readonly internal: Sentence

  /** Kinds of files, as they stand in `namedLike`. */
  readonly picture: Sentence
  readonly recording: Sentence
  readonly video: Sentence
  readonly document: Sentence
  readonly pdf: Sentence
  readonly archive: Sentence
  readonly windowsProgram: Sentence
  readonly program: Sentence
  readonly webPage: Sentence
  readonly text: Sentence

  /** What `image/*` and the like let through, in `formatNotAllowed`. */
  readonly images: Sentence
  readonly sounds: Sentence
  readonly videos: Sentence
}

export type MessageKey = keyof Messages
