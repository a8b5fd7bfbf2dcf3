import assert from 'node:assert/strict'
import { beforeEach, mock, test } from 'node:test'
import { localeFor } from '../messages/locale.ts'
import type { Item } from '../queue/item.ts'
import { uploadError } from '../transport/upload-error.ts'
import { Announcer } from './announcer.ts'

const english = localeFor('en')
let said: string[]
let announcer: Announcer

beforeEach(() => {
  mock.timers.reset()
  mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_000_000 })
  said = []
  announcer = new Announcer(() => {
    if (announcer.status) said.push(announcer.status)
    if (announcer.alert) said.push(`! ${announcer.alert}`)
  })
})

function item(name: string, phase: Item['phase'], changes: Partial<Item> = {}): Item {
  return {
    id: name,
    name,
    size: 1,
    type: '',
    media_type: 'image',
    phase,
    percent: 0,
    attempts: 0,
    ...changes,
  }
}

/** Tells the announcer how things stand, and lets a while pass. */
function then(items: readonly Item[], percent = 0, ms = 1000): void {
  announcer.follow(items, percent, english)
  mock.timers.tick(ms)
}

test('says the whole way of a file, once each (48)', () => {
  then([item('cat.png', 'checking')])
  then([item('cat.png', 'waiting')])
  then([item('cat.png', 'uploading')])
  then([item('cat.png', 'uploading')], 30, 6000)
  then([item('cat.png', 'uploading')], 60, 6000)
  then([item('cat.png', 'uploading')], 80, 6000)
  then([item('cat.png', 'relaying')], 100)
  then([item('cat.png', 'done')], 100)
  then([])
  assert.deepEqual(said, [
    '1 file added',
    'Uploading cat.png',
    '25% uploaded',
    '50% uploaded',
    '75% uploaded',
    'Sending to DingTalk…',
    'cat.png uploaded',
    'cat.png removed',
  ])
})

test('says a failure at once, then that it is tried again (48)', () => {
  const error = { code: 'network', message: 'The server cannot be reached.', retriable: true } as const
  then([item('cat.png', 'uploading')])
  then([item('cat.png', 'retrying', { error })])
  then([item('cat.png', 'uploading')])
  then([item('cat.png', 'failed', { error })])
  then([item('cat.png', 'uploading')])
  assert.deepEqual(said, [
    '1 file added Uploading cat.png',
    'cat.png: Trying again…',
    '! cat.png: The server cannot be reached.',
    'Uploading cat.png',
  ])
})

test('says a quarter at most every five seconds, and none twice (48)', () => {
  then([item('cat.png', 'uploading')])
  said.length = 0
  for (const percent of [26, 27, 51, 52]) then([item('cat.png', 'uploading')], percent, 1000)
  assert.deepEqual(said, ['25% uploaded'])
  then([item('cat.png', 'uploading')], 53, 2000)
  then([item('cat.png', 'uploading')], 54, 1000)
  assert.deepEqual(said, ['25% uploaded', '50% uploaded'])
})

test('says many files in one breath, and counts what is too much for it (48)', () => {
  const names = Array.from({ length: 12 }, (_, i) => `${i}.png`)
  const all = (phase: Item['phase']) => names.map((name) => item(name, phase))
  then(all('waiting'))
  then(all('done'))
  then([])
  assert.deepEqual(said, ['12 files added', '12 files uploaded', '12 files removed'])
  for (let i = 0; i < 8; i++) announcer.say(`${i}.`)
  mock.timers.tick(1000)
  assert.equal(said.at(-1), '0. 1. 2. 3. 4. +3')
})

test('tells that a row of files begins once, not of each of them (48)', () => {
  then([item('a.png', 'waiting'), item('b.png', 'waiting')])
  then([item('a.png', 'uploading'), item('b.png', 'waiting')])
  then([item('a.png', 'relaying'), item('b.png', 'uploading')])
  then([item('a.png', 'done'), item('b.png', 'relaying')])
  then([item('a.png', 'done'), item('b.png', 'done')])
  assert.deepEqual(said, [
    '2 files added',
    'Uploading 2 files',
    'a.png uploaded Sending to DingTalk…',
    'b.png uploaded',
  ])
})

test('empties a region before the same words are said again', () => {
  const shown: string[] = []
  announcer = new Announcer(() => shown.push(announcer.status))
  for (let i = 0; i < 2; i++) {
    announcer.say('Again.')
    mock.timers.tick(1000)
  }
  assert.deepEqual(shown, ['', 'Again.', '', 'Again.'])
})

test('says nothing of what the page began with', () => {
  announcer.skip([item('a.png', 'done')])
  then([item('a.png', 'done')])
  assert.deepEqual(said, [])
})

test('says a failure or an end that came before the file was ever shown (48)', () => {
  then([])
  then([item('cat.png', 'failed', { error: uploadError('too_large') }), item('dog.png', 'done')])
  assert.deepEqual(said, ['2 files added dog.png uploaded', '! cat.png: too_large'])
})
