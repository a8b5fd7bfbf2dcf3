/** Where a subject listens and what stands behind it. */
export interface SubjectSetting {
  readonly port: number
  /** The upstream's origin. */
  readonly upstream: string
  /** The certificate of an upstream with TLS. */
  readonly certFile: string
  /** A directory for what it needs to write. */
  readonly directory: string
}

/** How to start one. */
export interface SubjectCommand {
  readonly command: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** Something that stands between a page and DingTalk. */
export interface Subject {
  /** By this `--only` and the stored table know it. */
  readonly name: string
  readonly summary: string
  readonly way: 'raw' | 'form'
  /** Headers that its clients send. */
  readonly headers?: Readonly<Record<string, string>>
  /** Why it cannot run here; `undefined` when it can. */
  readonly missing?: string | undefined
  command(setting: SubjectSetting): SubjectCommand
}
