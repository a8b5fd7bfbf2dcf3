/** Counts what an element could leave in a page: listeners, observers, timers that go on, pictures in memory. */

export interface PageWatch {
  /** What is still there, by kind and number. */
  readonly left: () => readonly string[]
  readonly stop: () => void
}

type Method = (...args: never[]) => unknown

/** Watches from now on; `stop` gives the page its own functions back. */
export function watchPage(): PageWatch {
  const alive = new Map<string, Set<unknown>>()
  const setOf = (kind: string) => alive.get(kind) ?? alive.set(kind, new Set()).get(kind) ?? new Set()
  const restores: (() => void)[] = []
  /** Calls `heard` with what goes in and what comes out. */
  const spy = <T extends object>(
    owner: T,
    name: string,
    heard: (args: unknown[], result: unknown, self: unknown) => void,
  ) => {
    const own = Object.getOwnPropertyDescriptor(owner, name)
    const original = Reflect.get(owner, name) as Method
    const spied = function (this: unknown, ...args: never[]) {
      const result = original.apply(this, args)
      heard(args, result, this)
      return result
    }
    Object.defineProperty(owner, name, { configurable: true, writable: true, value: spied })
    restores.push(() => (own ? Object.defineProperty(owner, name, own) : Reflect.deleteProperty(owner, name)))
  }

  for (const target of [window, document]) {
    const kind = target === window ? 'listeners of the window' : 'listeners of the document'
    spy(target, 'addEventListener', ([type, listener, options]) => {
      const { signal } = (options ?? {}) as AddEventListenerOptions
      const key = keyOf(type, listener, options)
      setOf(kind).add(key)
      signal?.addEventListener('abort', () => setOf(kind).delete(key))
    })
    spy(target, 'removeEventListener', ([type, listener, options]) =>
      setOf(kind).delete(keyOf(type, listener, options)),
    )
  }
  for (const observer of [MutationObserver, IntersectionObserver, ResizeObserver]) {
    const { prototype } = observer
    // One that watches rows for all elements together has the elements' own life.
    if (observer !== ResizeObserver) {
      spy(prototype, 'observe', (_, __, self) => setOf(observer.name).add(self))
      spy(prototype, 'disconnect', (_, __, self) => setOf(observer.name).delete(self))
    }
  }
  spy(window, 'setInterval', (_, id) => setOf('intervals').add(id))
  spy(window, 'clearInterval', ([id]) => setOf('intervals').delete(id))
  spy(URL, 'createObjectURL', (_, url) => setOf('object URLs').add(url))
  spy(URL, 'revokeObjectURL', ([url]) => setOf('object URLs').delete(url))

  return {
    left: () => [...alive].flatMap(([kind, { size }]) => (size > 0 ? `${size} ${kind}` : [])),
    stop: () => {
      for (const restore of restores) restore()
    },
  }
}

const ids = new WeakMap<object, number>()
let lastId = 0

function keyOf(type: unknown, listener: unknown, options: unknown): string {
  const capture = typeof options === 'object' ? !!(options as AddEventListenerOptions)?.capture : !!options
  const of = listener as object
  if (!ids.has(of)) ids.set(of, ++lastId)
  return `${type} ${capture} ${ids.get(of)}`
}
