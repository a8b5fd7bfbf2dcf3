/**
 * A hash that grows while bytes stream through. Web Crypto has none, so each runtime brings its own.
 */

export interface Sha256 {
  update(chunk: Uint8Array): void
  /** 64 hex digits, lower case. Ends the hash. */
  digestHex(): string
}

export type CreateSha256 = () => Sha256
