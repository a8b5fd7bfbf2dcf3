/**
 * The relay without a runtime: what every runtime's entry re-exports.
 * @module
 */

export { buildRelay, type Relay } from './app.ts'
export type { UploadAnswer } from './contract/index.ts'
export { DINGTALK_HOSTS, type DingTalkHosts, type DingTalkRegion } from './dingtalk/hosts.ts'
export type { SendUpload, UpstreamAnswer, UpstreamUpload } from './dingtalk/transport.ts'
export { MediaError, type MediaErrorOptions } from './errors.ts'
export type { CallReport, Observer, UploadReport } from './observer.ts'
export type { RelayOptions, RelayRuntime } from './options.ts'
export { createMemoryStore } from './store/memory-store.ts'
export type { CounterExpiry, Store, StoreExpiry } from './store/store.ts'
export type {
  AppOptions,
  CustomAppOptions,
  InternalAppOptions,
  SuiteAppOptions,
} from './tokens/app-tokens.ts'
