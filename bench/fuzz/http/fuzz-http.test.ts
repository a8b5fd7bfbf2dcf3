import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { httpReport } from '../report.ts'
import { watchProcess } from '../watch-process.ts'
import { fuzzHttp, type HttpFailure } from './fuzz-http.ts'

const CASES = 3000

const processWatch = watchProcess()
after(() => processWatch.stop())

describe('FZ-01 the relay holds its ground over sockets', () => {
  for (const seed of [1, 20_261_122, 4_294_967_291]) {
    // Half a minute on an idle machine; the bound is for a busy one.
    test(`in ${CASES} conversations of seed ${seed}`, { timeout: 180_000 }, async () => {
      const failures: HttpFailure[] = []
      const { answers } = await fuzzHttp({
        seed,
        cases: CASES,
        onFailure: (failure) => failures.push(failure),
      })
      assert.equal(failures.length, 0, failures.slice(0, 3).map(httpReport).join('\n'))
      assert.deepEqual(processWatch.take(), [])
      // A fuzzer of which the relay refuses everything, or nothing, tests nothing.
      for (const status of ['200', '400', '401', '403', '413', '415']) {
        assert.ok((answers[status] ?? 0) > 10, `${answers[status]} answers ${status}`)
      }
    })
  }
})
