/**
 * Every sentence the element can say. A language that lacks one does not compile. Values
 * take the place of `{name}`; sizes, percentages and lists come ready from `Intl`.
 */

/** A sentence, or one per plural category of `{count}`. */
export type Sentence =
  | string
  | ({ readonly other: string } & { readonly [C in Intl.LDMLPluralRule]?: string })

export interface Messages {
  readonly dropOne: Sentence
  readonly dropMany: Sentence
  readonly chooseOne: Sentence
  readonly chooseMany: Sentence
  readonly dropNow: Sentence
  /** `{count}` */
  readonly full: Sentence
  /** `{formats}` and `{limit}` */
  readonly hint: Sentence
  /** `{limit}`, where the formats are too many to list. */
  readonly hintSize: Sentence
  readonly offline: Sentence
  readonly folderIgnored: Sentence

  readonly checking: Sentence
  readonly waiting: Sentence
  readonly fitting: Sentence
  readonly uploading: Sentence
  readonly relaying: Sentence
  readonly retrying: Sentence
  readonly paused: Sentence
  readonly done: Sentence
  readonly failed: Sentence
  /** `{duration}` */
  readonly timeLeft: Sentence

  /** The list, to a screen reader. */
  readonly list: Sentence
  readonly dismiss: Sentence
  /** The actions of one item, each with its `{name}`. */
  readonly cancel: Sentence
  readonly remove: Sentence
  readonly retry: Sentence

  /** Announcements: `{count}`, `{name}`, `{percent}`. */
  readonly saidAdded: Sentence
  readonly saidProgress: Sentence
  readonly saidUploaded: Sentence
  readonly saidRemoved: Sentence
  readonly saidComplete: Sentence

  /** Validity of the form control; `tooFew` has `{count}`. */
  readonly valueMissing: Sentence
  readonly tooFew: Sentence
  readonly stillBusy: Sentence
  readonly notUploaded: Sentence
  readonly someFailed: Sentence

  /** Errors, said by `sayError`. */
  readonly tooLarge: Sentence
  readonly justTooLarge: Sentence
  /** Where no limit is told. */
  readonly tooLargeForServer: Sentence
  readonly tooLargeTogether: Sentence
  readonly tooManyFiles: Sentence
  readonly duplicate: Sentence
  readonly empty: Sentence
  readonly formatNotAllowed: Sentence
  readonly typeNotAllowed: Sentence
  /** Content of another kind than the name: `{is}` and `{named}` are kinds. */
  readonly namedLike: Sentence
  /** The same kind, but another format: `{is}` and `{named}` are formats. */
  readonly otherFormat: Sentence
  /** `{named}` is a format. */
  readonly unknownContent: Sentence
  readonly fileChanged: Sentence
  readonly network: Sentence
  readonly stalled: Sentence
  readonly serverBusy: Sentence
  readonly upstreamSilent: Sentence
  readonly refused: Sentence
  readonly grantEnded: Sentence
  readonly notAllowed: Sentence
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

  /** What `image/*` and the like let through, as they stand in `formatNotAllowed`. */
  readonly images: Sentence
  readonly sounds: Sentence
  readonly videos: Sentence
}

export type MessageKey = keyof Messages
