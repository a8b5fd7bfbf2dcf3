import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Hono } from 'hono'
import { BOUNDARY, bodyOf, FIRST, field, media, NEXT } from '../multipart/testing/sample-form.ts'
import { drain, inChunks, joined, latin1 } from '../streams/testing/sample-source.ts'
import { isForm, type RequestedMedia, readMedia } from './read-media.ts'
import type { RelayEnv } from './relay-env.ts'

const FORM = `multipart/form-data; boundary=${BOUNDARY}`
const content = latin1('content')

interface Sent {
  readonly query?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array
}

async function read({ query = '', headers = {}, body = content }: Sent): Promise<RequestedMedia> {
  let outcome: (() => RequestedMedia) | undefined
  const app = new Hono<RelayEnv>().post('/', async (c) => {
    outcome = await readMedia(c, inChunks(body, 7)).then(
      (requested) => () => requested,
      (error: unknown) => () => {
        throw error
      },
    )
    return c.body(null)
  })
  await app.request(`/?${query}`, { method: 'POST', headers })
  if (!outcome) throw new Error('The route was not reached')
  return outcome()
}

function formOf(before: string, after: string): Sent {
  const body = bodyOf(FIRST, before, media('form.png'), content, NEXT, after)
  return { body, headers: { 'Content-Type': FORM, 'Content-Length': String(body.length) } }
}

const bytesOf = async ({ body }: RequestedMedia) => joined((await drain(body)).chunks)
const malformed = (message: RegExp) => ({ code: 'malformed_body', message })

describe('a raw body', () => {
  const query = 'type=image&filename=a.png'

  test('is the file, as long as it says', async () => {
    const requested = await read({ query, headers: { 'Content-Length': '7' } })
    assert.deepEqual(
      [requested.type, requested.filename, requested.size, [...requested.fields]],
      ['image', 'a.png', { usual: 7, atMost: 7 }, []],
    )
    assert.deepEqual(await bytesOf(requested), content)
  })

  test('of another length than it says is no file', async () => {
    for (const length of ['6', '8']) {
      const { error } = await drain((await read({ query, headers: { 'Content-Length': length } })).body)
      assert.equal((error as { code?: string }).code, 'malformed_body')
    }
  })

  test('without a length has no size', async () => {
    const chunked = { 'Transfer-Encoding': 'chunked', 'Content-Length': '7' }
    for (const headers of [{}, chunked]) {
      const requested = await read({ query, headers })
      assert.equal(requested.size, undefined)
      assert.deepEqual(await bytesOf(requested), content)
    }
  })

  test('without a type has none, and without a filename is no upload', async () => {
    assert.equal((await read({ query: 'filename=a.png' })).type, '')
    await assert.rejects(read({ query: 'type=image' }), { code: 'unsupported_body', message: /raw body/ })
  })

  for (const contentType of ['multipart/mixed; boundary=x', ' Multipart/related', 'multipart/']) {
    test(`MP-38 is none as ${contentType}`, async () => {
      const headers = { 'Content-Type': contentType }
      await assert.rejects(read({ query, headers }), { code: 'unsupported_body' })
    })
  }

  test('may be of any other content type', async () => {
    for (const contentType of ['text/plain', 'x/multipart/y']) {
      assert.equal((await read({ query, headers: { 'Content-Type': contentType } })).filename, 'a.png')
    }
  })

  for (const name of ['type', 'filename']) {
    test(`with the ${name} twice in the query is refused`, async () => {
      await assert.rejects(read({ query: `${query}&${name}=x` }), malformed(new RegExp(`${name} twice`)))
    })
  }

  for (const length of ['', 'x', '-1', '1e3', '0x10', '1'.repeat(16), '1 2']) {
    test(`HT-03 with the length "${length}" is refused`, async () => {
      await assert.rejects(read({ query, headers: { 'Content-Length': length } }), malformed(/no number/))
    })
  }
})

describe('HT-15 a compressed body', () => {
  for (const encoding of ['gzip', 'br', 'identity, gzip']) {
    test(`in ${encoding} is refused`, async () => {
      const headers = { 'Content-Encoding': encoding }
      await assert.rejects(read({ query: 'type=image&filename=a.png', headers }), {
        code: 'unsupported_body',
        message: /compressed/,
      })
    })
  }

  for (const encoding of ['identity', 'Identity']) {
    test(`in name only is read: ${encoding}`, async () => {
      const headers = { 'Content-Encoding': encoding }
      assert.equal((await read({ query: 'filename=a.png', headers })).filename, 'a.png')
    })
  }
})

describe('a form', () => {
  const typed = `${field('type', 'image')}${NEXT}`

  test('tells its type and its file, and how long that is with the usual ending', async () => {
    const requested = await read(formOf(typed, '--\r\n'))
    assert.deepEqual(
      [requested.type, requested.filename, requested.size],
      ['image', 'form.png', { usual: 7, atMost: 9 }],
    )
    assert.deepEqual(await bytesOf(requested), content)
  })

  test('tells how long its file is at most where it ends with its boundary', async () => {
    assert.deepEqual((await read(formOf(typed, '--'))).size, { usual: 5, atMost: 7 })
  })

  test('has no size without a length', async () => {
    const { body } = formOf(typed, '--\r\n')
    assert.equal((await read({ ...(body && { body }), headers: { 'Content-Type': FORM } })).size, undefined)
  })

  test('may leave its type to the query, and has none else', async () => {
    assert.equal((await read({ ...formOf('', '--'), query: 'type=file' })).type, 'file')
    assert.equal((await read(formOf('', '--'))).type, '')
  })

  test('and a query that names another type are refused', async () => {
    assert.equal((await read({ ...formOf(typed, '--'), query: 'type=image' })).type, 'image')
    await assert.rejects(read({ ...formOf(typed, '--'), query: 'type=file' }), malformed(/different types/))
  })

  test('has the name that the query gives its file', async () => {
    assert.equal((await read({ ...formOf(typed, '--'), query: 'filename=b.png' })).filename, 'b.png')
  })

  test('SZ-04 with a length that leaves no room for its ending is refused', async () => {
    const sent = formOf('', '--')
    const least = (sent.body?.length ?? 0) - content.length
    const withLength = (bytes: number): Sent => ({
      ...sent,
      headers: { 'Content-Type': FORM, 'Content-Length': String(bytes) },
    })
    assert.deepEqual((await read(withLength(least))).size, { usual: 0, atMost: 0 })
    await assert.rejects(read(withLength(least - 1)), malformed(/too short/))
  })
})

describe('what says that it is a form', () => {
  for (const [contentType, form] of [
    ['multipart/form-data; boundary=x', true],
    [' Multipart/Form-Data', true],
    ['multipart/form-data ;boundary=x', true],
    ['multipart/form-data2', false],
    ['x multipart/form-data', false],
    ['image/png', false],
    [undefined, false],
  ] as const) {
    test(`${contentType}: ${form}`, async () => {
      const app = new Hono<RelayEnv>().get('/', (c) => c.json(isForm(c)))
      const headers = new Headers(contentType === undefined ? {} : { 'Content-Type': contentType })
      const response = await app.request('/', { headers })
      assert.equal(await response.json(), form)
    })
  }
})
