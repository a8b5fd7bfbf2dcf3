/**
 * A store over Durable Objects of the class `StoreObject`. Every step is about one key, so keys are spread over
 * several objects: each handles some hundreds of steps a second.
 */

import type { Store } from '../../store/store.ts'
import type { StoreStep } from './store-object.ts'

/** A Worker's binding to a class of Durable Objects, as far as it is needed here. */
export interface ObjectNamespace<Id = unknown> {
  idFromName(name: string): Id
  get(id: Id): {
    fetch(url: string, init: { method: string; body: string }): Promise<ObjectAnswer>
  }
}

interface ObjectAnswer {
  readonly ok: boolean
  readonly status: number
  json(): Promise<unknown>
  text(): Promise<string>
}

export interface ObjectStoreOptions {
  /** Over how many objects keys are spread. Another number forgets what was kept. @default 8 */
  readonly shards?: number
}

/** Creates a store for one request. A step rejects when its object cannot be reached. */
export function createObjectStore<Id>(
  namespace: ObjectNamespace<Id>,
  { shards = 8 }: ObjectStoreOptions = {},
): Store {
  async function run<T>(step: StoreStep['step'], key: string, ...args: readonly unknown[]): Promise<T> {
    const object = namespace.get(namespace.idFromName(`store-${shardOf(key, shards)}`))
    const body = JSON.stringify({ step, args: [key, ...args] } satisfies StoreStep)
    const answer = await object.fetch('https://store/', { method: 'POST', body })
    if (!answer.ok) throw new Error(`The store's object answered ${answer.status}: ${await answer.text()}`)
    return ((await answer.json()) as { result: T }).result
  }

  return {
    get: (key) => run('get', key),
    set: (key, value, expiry) => run('set', key, value, expiry),
    setIfAbsent: (key, value, expiry) => run('setIfAbsent', key, value, expiry),
    compareAndDelete: (key, value) => run('compareAndDelete', key, value),
    increment: (key, by, expiry) => run('increment', key, by, expiry),
    reserveTurn: (key, spacing) => run('reserveTurn', key, spacing),
  }
}

/** The same for the same key, always (FNV-1a). */
function shardOf(key: string, shards: number): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193)
  return (hash >>> 0) % shards
}
