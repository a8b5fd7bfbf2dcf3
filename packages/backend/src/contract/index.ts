/**
 * What relay and element must agree on: the media rules, the checks, the error codes and
 * the wire shapes. Pure: neither DOM nor Node, so that it can be inlined anywhere.
 * @module
 */

export * from './check.ts'
export * from './error-codes.ts'
export * from './filename.ts'
export * from './media-id.ts'
export * from './rules.ts'
export * from './signatures.ts'
export * from './tighten-rules.ts'
export * from './wire.ts'
