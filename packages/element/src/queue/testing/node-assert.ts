/** As much of `node:assert/strict` as our unit tests use, for browsers. */

import { assert as chai } from 'chai'

type Facts = Readonly<Record<string, unknown>>

function hasFacts(error: unknown, facts: Facts = {}): void {
  for (const [name, value] of Object.entries(facts)) chai.deepEqual(Reflect.get(Object(error), name), value)
}

export default {
  ok: chai.isOk,
  equal: chai.strictEqual,
  notEqual: chai.notStrictEqual,
  deepEqual: chai.deepEqual,
  match: chai.match,
  fail: (message: string) => chai.fail(message),
  throws(run: () => unknown, facts?: Facts): void {
    try {
      run()
    } catch (error) {
      hasFacts(error, facts)
      return
    }
    chai.fail('nothing was thrown')
  },
  async rejects(promise: Promise<unknown>, facts?: Facts): Promise<void> {
    const error = await promise.then(
      () => chai.fail('it did not reject'),
      (reason: unknown) => reason,
    )
    hasFacts(error, facts)
  },
}
