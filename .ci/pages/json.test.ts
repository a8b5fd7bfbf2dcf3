/** JSON in pages is JSON, and what it shows of the relay's answers is of their schemas. */

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { allFences, root, whereIs } from './fences.ts'

const openapi = JSON.parse(readFileSync(join(root, 'docs/openapi.json'), 'utf8'))
const ajv = new Ajv2020({ strict: false, validateFormats: false })
ajv.addSchema(openapi, 'openapi.json')

/** The values of the blocks: one each, or one a line as a log has them. */
const values = allFences()
  .filter(({ language }) => language === 'json')
  .flatMap((fence) => {
    const texts = fence.code.includes('\n{') ? fence.code.trim().split('\n') : [fence.code]
    return texts.map((text) => ({ text, where: whereIs(fence) }))
  })

test('every JSON in a page is JSON', () => {
  assert.ok(values.length > 0)
  for (const { text, where } of values) assert.doesNotThrow(() => JSON.parse(text), where)
})

test('every answer of the relay in a page is one that it may give', () => {
  const answers = values
    .map(({ text, where }) => ({ answer: JSON.parse(text), where }))
    .filter(({ answer }) => 'errcode' in answer)
  assert.ok(answers.length >= 2)
  for (const { answer, where } of answers) {
    const schema = answer.errcode === 0 ? 'UploadAnswer' : 'Error'
    const validate = ajv.getSchema(`openapi.json#/components/schemas/${schema}`)
    assert.ok(validate?.(answer), `${where}: ${ajv.errorsText(validate?.errors)}`)
  }
})

test('an answer without its media id is noticed', () => {
  const validate = ajv.getSchema('openapi.json#/components/schemas/UploadAnswer')
  assert.equal(validate?.({ errcode: 0, errmsg: 'ok', type: 'image', created_at: 1 }), false)
})
