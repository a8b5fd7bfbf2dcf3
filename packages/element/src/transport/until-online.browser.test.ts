import { assert } from 'chai'
import { sleep } from './sleep.ts'
import { untilOnline } from './until-online.ts'

describe('untilOnline', () => {
  const setOnline = (isOnline: boolean) =>
    Object.defineProperty(navigator, 'onLine', { configurable: true, value: isOnline })

  afterEach(() => {
    Reflect.deleteProperty(navigator, 'onLine')
  })

  it('ends at once with a network', async () => {
    const naps: number[] = []
    await untilOnline(async (ms) => void naps.push(ms), new AbortController().signal)
    assert.deepEqual(naps, [])
  })

  it('ends when the network is back', async () => {
    setOnline(false)
    let isOver = false
    const wait = untilOnline(sleep, new AbortController().signal).then(() => {
      isOver = true
    })
    await new Promise((resolve) => setTimeout(resolve))
    assert.isFalse(isOver)
    dispatchEvent(new Event('online'))
    await wait
  })

  it('ends when aborted', async () => {
    setOnline(false)
    const stop = new AbortController()
    const wait = untilOnline(sleep, stop.signal)
    stop.abort()
    await wait
  })

  it('tries anyway after a while, for browsers that never say so', async () => {
    setOnline(false)
    const naps: number[] = []
    await untilOnline(async (ms) => void naps.push(ms), new AbortController().signal)
    assert.deepEqual(naps, [30_000])
  })
})
