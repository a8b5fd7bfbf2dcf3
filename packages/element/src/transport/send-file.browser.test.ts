import { assert } from 'chai'
import { sendFile } from './send-file.ts'
import type { UploadContext } from './upload-context.ts'
import type { UploadError } from './upload-error.ts'

/** Larger than what the sockets between hold. */
const LARGE_BYTES = 30_000_000

function contextFor(way: string, more: Partial<UploadContext> = {}): UploadContext {
  return {
    endpoint: `/answers/${way}`,
    file: new File([new Uint8Array(1000)], 'a.png', { type: 'image/png' }),
    filename: '照片 1.png',
    mediaType: 'image',
    attempt: 1,
    grant: undefined,
    headers: undefined,
    signal: new AbortController().signal,
    onProgress: () => {},
    ...more,
  }
}

async function errorOf(upload: Promise<unknown>): Promise<UploadError> {
  try {
    await upload
  } catch (error) {
    return error as UploadError
  }
  return assert.fail('The upload succeeded')
}

describe('sendFile', () => {
  before(async function () {
    const { status } = await fetch('/answers/html/media/upload', { method: 'POST' })
    // The server of these tests has the middleware `testing/answer-uploads.ts` in its configuration.
    if (status !== 200) this.skip()
  })

  it('sends the file itself, as bytes, with its type and name in the query', async () => {
    const { media_id, errmsg } = await sendFile(
      contextFor('well', { grant: async () => ' a.b.c\n', headers: { 'X-Page': '7' } }),
    )
    assert.equal(media_id, '@lADPDe7s')
    assert.deepEqual(JSON.parse(errmsg), {
      bytes: 1000,
      authorization: 'Bearer a.b.c',
      contentType: 'application/octet-stream',
      page: '7',
      query: { type: 'image', filename: '照片 1.png' },
    })
  })

  it('tells that all bytes are sent before the answer is there', async () => {
    const stop = new AbortController()
    const onProgress = (bytes: number) => bytes === 1000 && stop.abort()
    assert.equal(
      (await errorOf(sendFile(contextFor('mute', { onProgress, signal: stop.signal })))).code,
      'aborted',
    )
  })

  it('gives the code, the details and the Retry-After of a refusal', async () => {
    const { code, retriable, details, retryAfterMs } = await errorOf(sendFile(contextFor('busy')))
    assert.deepEqual([code, retriable, retryAfterMs], ['upstream_busy', true, 2000])
    assert.deepEqual(details, { upstream_errcode: 1 })
  })

  it('calls a page of HTML an invalid answer (36) (BR-23)', async () => {
    assert.equal((await errorOf(sendFile(contextFor('html')))).code, 'upstream_invalid')
  })

  it('calls a broken connection a network error, which may pass', async () => {
    const { code, retriable } = await errorOf(sendFile(contextFor('reset')))
    assert.deepEqual([code, retriable], ['network', true])
  })

  it('calls the file changed when it cannot be read any more (BR-16)', async () => {
    const file = new File(['x'], 'a.png')
    file.slice = () => {
      throw new DOMException('', 'NotReadableError')
    }
    const { code, retriable } = await errorOf(sendFile(contextFor('reset', { file })))
    assert.deepEqual([code, retriable], ['file_changed', false])
  })

  it('gives up when no byte moves (32) (BR-17)', async () => {
    const file = new File([new Uint8Array(LARGE_BYTES)], 'a.png')
    const { code, retriable } = await errorOf(sendFile(contextFor('deaf', { file }), { stallMs: 300 }))
    assert.deepEqual([code, retriable], ['stalled', true])
  })

  it('gives up when no answer comes (32)', async () => {
    assert.equal((await errorOf(sendFile(contextFor('mute'), { answerMs: 100 }))).code, 'stalled')
  })

  it('takes no standstill of the page for one of the network (BR-20)', async () => {
    // As of a frozen tab or a closed laptop: the answer comes meanwhile, and so does the end of its patience.
    const onProgress = (bytes: number) => {
      for (const until = performance.now() + 800; bytes === 1000 && performance.now() < until; );
    }
    const patience = { stallMs: 500, answerMs: 500 }
    assert.equal((await sendFile(contextFor('well', { onProgress }), patience)).media_id, '@lADPDe7s')
  })

  it('stops when aborted, before and while it sends', async () => {
    assert.equal(
      (await errorOf(sendFile(contextFor('well', { signal: AbortSignal.abort() })))).code,
      'aborted',
    )
    const stop = new AbortController()
    const upload = sendFile(contextFor('mute', { signal: stop.signal, onProgress: () => stop.abort() }))
    assert.equal((await errorOf(upload)).code, 'aborted')
  })

  it('sends nothing with a grant that is no grant', async () => {
    for (const grant of ['a\nb', 'ключ', JSON.parse('{}')]) {
      assert.equal((await errorOf(sendFile(contextFor('well', { grant })))).code, 'grant_invalid')
    }
  })

  it('sends nothing without an answer to the question for a grant (BR-19)', async () => {
    const grant = async () => {
      throw new Error('no session')
    }
    assert.equal((await errorOf(sendFile(contextFor('well', { grant })))).code, 'grant_missing')
  })
})
