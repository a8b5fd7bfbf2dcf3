import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ERROR_CODES } from '@dt-media/backend/contract'
import type { ItemErrorCode } from './item-error-code.ts'
import { defineMessages, followMessages, localeFor } from './locale.ts'

const english = localeFor('en')
const chinese = localeFor('zh-CN')
const MiB = 2 ** 20

test('speaks Chinese where Chinese is asked for, else English', () => {
  for (const lang of ['zh', 'zh-CN', 'ZH-hans', 'zh-Hans-SG', 'zh_CN'])
    assert.equal(localeFor(lang).lang, 'zh-Hans')
  for (const lang of ['', 'en-GB', 'zha', 'nonsense-?']) assert.equal(localeFor(lang).lang, 'en')
  assert.equal(localeFor('en-GB'), localeFor('en-GB'))
})

test('speaks English until another language has arrived, and tells those who follow', async () => {
  const arrived = new Promise<void>((resolve) => {
    const stop = followMessages(() => {
      stop()
      resolve()
    })
  })
  assert.equal(localeFor('pt').say('done'), 'Uploaded')
  await arrived
  assert.equal(localeFor('pt').say('done'), 'Enviado')
  assert.equal(localeFor('pt').lang, 'pt-BR')
})

test("takes a page's own sentences, in a language of ours or another", () => {
  let told = 0
  const stop = followMessages(() => told++)
  defineMessages('en', { drop: 'Put the scans here' })
  defineMessages('nl', { done: 'Geüpload' })
  stop()
  assert.equal(told, 2)
  for (const lang of ['', 'en-GB', 'sw']) assert.equal(localeFor(lang).say('drop'), 'Put the scans here')
  assert.equal(localeFor('nl-BE').say('done'), 'Geüpload')
  assert.equal(localeFor('nl-BE').say('paused'), 'Paused')
  assert.equal(localeFor('nl-BE').lang, 'nl')
})

test('writes sizes, percentages and times as people do', () => {
  assert.equal(english.bytes(20 * MiB), '20\u00a0MB')
  assert.equal(english.bytes(2.44 * MiB), '2.4\u00a0MB')
  assert.equal(english.bytes(0), '0\u00a0kB')
  assert.equal(english.bytes(300), '0.3\u00a0kB')
  assert.equal(english.bytes(1023.9 * 1024), '1\u00a0MB')
  assert.equal(english.bytes(640 * 1024), '640\u00a0kB')
  assert.equal(english.percent(63), '63%')
  assert.equal(english.say('timeLeft', { duration: english.duration(3.2) }), '4\u00a0sec left')
  assert.equal(english.duration(90), '2\u00a0min')
  assert.equal(english.duration(59.5), '1\u00a0min')
  assert.equal(chinese.say('timeLeft', { duration: chinese.duration(4) }), '剩余 4秒')
})

test('writes small whole numbers as Intl does, without it, but for the space', () => {
  for (const [lang, { bytes, percent }] of [
    ['en', english],
    ['zh-Hans', chinese],
  ] as const) {
    const byIntl = (value: number, unit: string) =>
      new Intl.NumberFormat(lang, { style: 'unit', unit }).format(value).replace(' ', '\u00a0')
    for (let value = 0; value < 1000; value += 7) {
      assert.equal(bytes(value * 1024), byIntl(value, 'kilobyte'))
      assert.equal(percent(value % 101), byIntl(value % 101, 'percent'))
      if (value > 0) assert.equal(bytes(value * MiB), byIntl(value, 'megabyte'))
    }
  }
})

test('counts in the plural of the language', () => {
  assert.equal(english.say('added', { what: english.files(1) }), '1 file added')
  assert.equal(english.files(1200), '1,200 files')
  assert.equal(chinese.say('added', { what: chinese.files(1) }), '已添加 1 个文件')
})

test('lists formats, and what accept lets through', () => {
  assert.equal(english.formats(['jpg', 'gif', 'png', 'bmp']), 'JPG, GIF, PNG, or BMP')
  assert.equal(english.formats(['.pdf', 'image/*', 'application/zip']), 'PDF, a picture, or ZIP')
})

test('takes a file name literally', () => {
  assert.equal(english.say('remove', { what: '{what} $& <b>.png' }), 'Remove {what} $& <b>.png')
})

test('says what a file really is', () => {
  const mismatch = (format: string, ...looks_like: string[]) =>
    english.sayError('content_mismatch', { format, looks_like })
  assert.equal(mismatch('png', 'exe'), 'This is a Windows program named like a picture.')
  assert.equal(mismatch('jpg', 'pdf'), 'This is a PDF named like a picture.')
  assert.equal(mismatch('pdf', 'doc', 'xls'), 'This is a document named like a PDF.')
  assert.equal(mismatch('png', 'webp'), 'This is WEBP named like PNG.')
  assert.equal(mismatch('png'), 'The content of this file is not PNG.')
  assert.equal(
    chinese.sayError('content_mismatch', { format: 'png', looks_like: ['exe'] }),
    '这其实是 Windows 程序，文件名却像图片。',
  )
})

test('says a limit and the size beside it, or that it was close', () => {
  const tooLarge = (size: number) => english.sayError('too_large', { max_bytes: 20 * MiB, size })
  assert.equal(tooLarge(31.4 * MiB), '20\u00a0MB is the limit; this file has 31.4\u00a0MB.')
  assert.equal(tooLarge(20 * MiB + 1), '20\u00a0MB is the limit; this file has >\u00a020\u00a0MB.')
  assert.equal(
    english.sayError('too_large', { max_total_bytes: 50 * MiB, size: 1 }),
    '50\u00a0MB is the limit for all files together.',
  )
  assert.equal(english.sayError('too_large'), 'This file is too large.')
  assert.equal(english.sayError('too_many_files', { max_files: 1 }), 'No more than 1 file can be added.')
})

test('has a sentence for every code, known or not, and never the code alone', () => {
  for (const code of [...Object.keys(ERROR_CODES), 'a_new_code', 'toString'] as ItemErrorCode[]) {
    for (const { sayError } of [english, chinese]) {
      const sentence = sayError(code)
      assert.match(sentence, /[.。]$/)
      assert.doesNotMatch(sentence, /undefined|NaN|[a-z]_[a-z]|\{/)
    }
  }
})
