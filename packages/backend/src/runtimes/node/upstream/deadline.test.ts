import assert from 'node:assert/strict'
import { afterEach, beforeEach, mock, test } from 'node:test'
import { Deadline } from './deadline.ts'

let time = 0
let rang: number[] = []
let deadline: Deadline

function pass(ms: number): void {
  time += ms
  mock.timers.tick(ms)
}

beforeEach(() => {
  time = 0
  rang = []
  mock.timers.enable({ apis: ['setTimeout'] })
  deadline = new Deadline(
    (ms) => rang.push(ms),
    () => time,
  )
})

afterEach(() => mock.timers.reset())

test('rings when a wait is over, once, and says how long it was', () => {
  deadline.wait(1000)
  pass(999)
  assert.deepEqual(rang, [])
  pass(1)
  assert.deepEqual(rang, [1000])
  pass(60_000)
  assert.deepEqual(rang, [1000])
})

test('does not ring while nobody waits', () => {
  deadline.wait(1000)
  pass(500)
  deadline.rest()
  pass(60_000)
  assert.deepEqual(rang, [])
})

test('counts each wait from its own beginning', () => {
  for (let i = 0; i < 5; i++) {
    deadline.wait(1000)
    pass(900)
  }
  deadline.rest()
  pass(50)
  deadline.wait(1000)
  pass(999)
  assert.deepEqual(rang, [])
  pass(1)
  assert.deepEqual(rang, [1000])
})

test('rings in time for a shorter wait after a longer one', () => {
  deadline.wait(30_000)
  deadline.wait(100)
  pass(100)
  assert.deepEqual(rang, [100])
})

test('sets one timer for many waits', () => {
  const setTimer = mock.method(globalThis, 'setTimeout')
  for (let i = 0; i < 100; i++) {
    deadline.wait(30_000)
    deadline.rest()
    pass(1)
  }
  assert.equal(setTimer.mock.callCount(), 1)
  setTimer.mock.restore()
})

test('is over for good when it is cleared', () => {
  deadline.wait(100)
  deadline.clear()
  pass(60_000)
  assert.deepEqual(rang, [])
})
