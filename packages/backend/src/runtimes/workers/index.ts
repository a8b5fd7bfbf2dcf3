/**
 * The relay on Cloudflare Workers.
 * @module
 */

export * from '../../index.ts'
export { createObjectStore, type ObjectNamespace, type ObjectStoreOptions } from './object-store.ts'
export { createRelayWorker, type RelayWorker, type WorkerRelayOptions } from './relay-worker.ts'
export { type ObjectState, StoreObject } from './store-object.ts'
