import assert from 'node:assert/strict'
import { test } from 'node:test'
import { signSuiteTicket } from '../dingtalk/suite-signature.ts'
import { checkSignedTicket } from './signed-ticket.ts'

for (const [timestamp, suiteTicket, suiteSecret, signature] of [
  ['1636725918388', 'ticket', 'secret', 'LOZmXJzlQYpIu5emP6/1OF4hE3qlMzY/6y4FbDjXPbU='],
  ['1527130370219', 'TestSuiteTicket', 'TestSuiteSecret', 'AJ3hXypgRas1D2mXX946D7iu4S2KgBCEQTZvsa0++oo='],
] as const) {
  test(`takes the published signature over ${suiteTicket}, which is the relay's, too`, async () => {
    const signed = { timestamp, suiteTicket, signature }
    assert.equal(checkSignedTicket(signed, suiteSecret, Number(timestamp)), 0)
    assert.equal(await signSuiteTicket({ timestamp, suiteTicket }, suiteSecret), signature)
  })
}

test('tells what is wrong with any other', () => {
  const now = 1_636_725_918_388
  const signed = {
    timestamp: String(now),
    suiteTicket: 'ticket',
    signature: 'LOZmXJzlQYpIu5emP6/1OF4hE3qlMzY/6y4FbDjXPbU=',
  }
  const check = (change: Partial<typeof signed>, at = now) =>
    checkSignedTicket({ ...signed, ...change }, 'secret', at)
  assert.equal(check({}, now + 60_000), 0)
  assert.equal(check({}, now + 60_001), 853002)
  assert.equal(check({}, now - 60_001), 853002)
  assert.equal(check({ timestamp: '1636725918' }), 853001)
  assert.equal(check({ suiteTicket: 'ticked' }), 853004)
  assert.equal(check({ signature: '' }), 853004)
})
