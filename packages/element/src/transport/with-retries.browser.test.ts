import { assert } from 'chai'
import { sleep } from './sleep.ts'
import { uploadError } from './upload-error.ts'
import { withRetries } from './with-retries.ts'

describe('withRetries', () => {
  afterEach(() => {
    Reflect.deleteProperty(navigator, 'onLine')
  })

  it('waits for the network without counting attempts, and without losing any (31)', async () => {
    const retries: string[] = []
    let attempts = 0
    const setOnline = (isOnline: boolean) => {
      Object.defineProperty(navigator, 'onLine', { configurable: true, value: isOnline })
      if (isOnline) dispatchEvent(new Event('online'))
    }
    const result = await withRetries(
      async () => {
        if (++attempts === 5) return 'done'
        setOnline(false)
        setTimeout(setOnline, 1, true)
        throw uploadError('network', true)
      },
      {
        retries: 0,
        renewable: false,
        sleep,
        random: () => 0,
        signal: new AbortController().signal,
        onRetry: ({ code }) => retries.push(code),
      },
    )
    assert.equal(result, 'done')
    assert.deepEqual(retries, ['network', 'network', 'network', 'network'])
  })
})
