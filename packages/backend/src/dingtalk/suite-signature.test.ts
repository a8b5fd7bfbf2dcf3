import assert from 'node:assert/strict'
import { test } from 'node:test'
import { signSuiteTicket } from './suite-signature.ts'

for (const [timestamp, suiteTicket, secret, signature] of [
  ['1636725918388', 'ticket', 'secret', 'LOZmXJzlQYpIu5emP6/1OF4hE3qlMzY/6y4FbDjXPbU='],
  ['1527130370219', 'TestSuiteTicket', 'TestSuiteSecret', 'AJ3hXypgRas1D2mXX946D7iu4S2KgBCEQTZvsa0++oo='],
] as const) {
  test(`signs ${suiteTicket} as others do`, async () => {
    assert.equal(await signSuiteTicket({ timestamp, suiteTicket }, secret), signature)
  })
}
