/**
 * As much of `node:test` as our unit tests use, on top of the browsers' runner: what is tested in Node is
 * then tested in every engine as well, by the same lines. `node-suites.browser.test.ts` names them.
 */

interface Context {
  readonly mock: { readonly method: typeof mockMethod }
}

const restores: (() => void)[] = []

export function test(title: string, run: (context: Context) => unknown): void {
  it(title, async () => {
    try {
      await run({ mock: { method: mockMethod } })
    } finally {
      for (const restore of restores.splice(0)) restore()
    }
  })
}

function mockMethod(owner: object, name: string, stand: (...words: unknown[]) => unknown) {
  const original = Reflect.get(owner, name)
  const calls: { readonly arguments: readonly unknown[] }[] = []
  Reflect.set(owner, name, (...words: unknown[]) => {
    calls.push({ arguments: words })
    return stand(...words)
  })
  restores.push(() => Reflect.set(owner, name, original))
  return { mock: { calls, callCount: () => calls.length } }
}
