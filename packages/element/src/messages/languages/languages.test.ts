import assert from 'node:assert/strict'
import { test } from 'node:test'
import { words } from '../../recorder/words.ts'
import { words as sortable } from '../../views/sortable-words.ts'
import { en } from '../en.ts'
import { createLocale } from '../locale.ts'
import type { AllMessages, MessageKey } from '../messages.ts'
import { zhHans } from '../zh-hans.ts'
import { findLanguage, TAGS } from './find-language.ts'

const english: AllMessages = { ...en, ...words.en, ...sortable.en }
const keys = Object.keys(english) as MessageKey[]

/** For every placeholder that a sentence may have. */
const SAMPLES = {
  what: 'cat.png',
  formats: 'PNG',
  limit: '20 MB',
  size: '31 MB',
  is: 'IS',
  named: 'NAMED',
  duration: '4 s',
  place: 2,
}

async function everyLanguage(): Promise<[tag: string, messages: AllMessages][]> {
  const loaded = await Promise.all(TAGS.map(findLanguage))
  return [
    ['en', english],
    ['zh-Hans', { ...zhHans, ...words.zhHans, ...sortable.zhHans }],
    ...loaded.map((found) => found ?? assert.fail('A language in the table is not found')),
  ]
}

async function speak(lang: string) {
  const [tag, messages] = (await findLanguage(lang)) ?? assert.fail(lang)
  return createLocale(tag, messages)
}

test("speaks DingTalk's sixteen languages", async () => {
  const spoken = (await everyLanguage()).map(([tag]) => tag)
  const wanted = 'en zh-Hans zh-Hant ja ko th vi id ms es pt-BR fr de ru tr ar'.split(' ')
  assert.deepEqual(spoken, wanted)
})

test('finds the nearest language of a tag, and none for what it does not speak (59)', async () => {
  const found = async (lang: string) => (await findLanguage(lang))?.[0]
  for (const lang of ['zh-TW', 'zh-HK', 'zh-Hant-MO', 'yue']) assert.equal(await found(lang), 'zh-Hant')
  assert.equal(await found('pt'), 'pt-BR')
  assert.equal(await found('pt-PT'), 'pt-BR')
  assert.equal(await found('ms-MY'), 'ms')
  assert.equal(await found('in-ID'), 'id')
  assert.equal(await found('DE-at'), 'de')
  for (const lang of ['nl', 'tlh', 'constructor', '']) assert.equal(await found(lang), undefined)
})

test('has every sentence in every language, with the same placeholders (59)', async () => {
  const placeholders = (sentence: unknown) => [...new Set(JSON.stringify(sentence).match(/\{\w+\}/g))].sort()
  for (const [tag, messages] of await everyLanguage()) {
    assert.deepEqual(Object.keys(messages).sort(), [...keys].sort(), tag)
    for (const key of keys) {
      assert.deepEqual(placeholders(messages[key]), placeholders(english[key]), `${tag} ${key}`)
    }
  }
})

test('fills every placeholder, for every number (59)', async () => {
  for (const [tag, messages] of await everyLanguage()) {
    const { say } = createLocale(tag, messages)
    for (const key of keys) {
      for (const count of [0, 1, 2, 3, 5, 11, 21, 100, 1_000_000]) {
        const sentence = say(key, { ...SAMPLES, count })
        assert.notEqual(sentence.trim(), '', `${tag} ${key}`)
        assert.doesNotMatch(sentence, /[{}]|undefined|NaN/, `${tag} ${key}`)
      }
    }
  }
})

test('ends no line between a number and its unit', async () => {
  for (const [tag, messages] of await everyLanguage()) {
    const { bytes, duration, percent } = createLocale(tag, messages)
    for (const text of [
      ...[0, 300, 20 * 2 ** 10, 2.44 * 2 ** 20, 20 * 2 ** 20].map(bytes),
      ...[4, 90].map(duration),
      percent(63),
    ]) {
      assert.doesNotMatch(text, / /, `${tag}: ${text}`)
    }
  }
})

test('says nothing in English by mistake', async () => {
  for (const [tag, messages] of await everyLanguage()) {
    if (tag === 'en') continue
    const same = keys.filter((key) => messages[key] === english[key])
    // Words that are the same in both, and formats.
    assert.deepEqual(
      same.filter((key) => !/^(hint|pdf|video)$/.test(key)),
      [],
      tag,
    )
  }
})

test('ends its sentences as English does, but where the language has no full stop', async () => {
  for (const [tag, messages] of await everyLanguage()) {
    if (tag === 'th') continue
    for (const key of keys) {
      const ends = (sentence: unknown) => /[.。]["']?$/.test(JSON.stringify(sentence))
      assert.equal(ends(messages[key]), ends(english[key]), `${tag} ${key}`)
    }
  }
})

test('counts in Russian and in Arabic', async () => {
  const russian = await speak('ru')
  const counted = [1, 2, 5, 11, 21, 22, 25, 111].map(russian.files)
  assert.deepEqual(counted, [
    '1 файл',
    '2 файла',
    '5 файлов',
    '11 файлов',
    '21 файл',
    '22 файла',
    '25 файлов',
    '111 файлов',
  ])
  const arabic = await speak('ar')
  const words = [1, 2, 3, 11, 100].map((count) => arabic.files(count).replace(/^\P{L}+/u, ''))
  assert.deepEqual(words, ['ملف واحد', 'ملفان', 'ملفات', 'ملفًا', 'ملف'])
})

test('writes sizes, percentages and lists as the language does', async () => {
  const german = await speak('de')
  assert.equal(german.bytes(2.44 * 2 ** 20), '2,4\u00a0MB')
  assert.equal(german.percent(63), '63\u00a0%')
  assert.equal(german.formats(['jpg', 'png', 'image/*']), 'JPG, PNG oder ein Bild')
  assert.equal((await speak('fr')).bytes(20 * 2 ** 20).replace(/\s/, ' '), '20 Mo')
  assert.equal((await speak('ja')).formats(['jpg', 'png']), 'JPGまたはPNG')
})

test('names what a file really is, in every language', async () => {
  for (const [tag, messages] of await everyLanguage()) {
    const { say, sayError } = createLocale(tag, messages)
    const sentence = sayError('content_mismatch', { format: 'png', looks_like: ['exe'] })
    assert.ok(sentence.includes(say('exe').trim()), `${tag}: ${sentence}`)
    assert.ok(sentence.includes(say('image').trim()), `${tag}: ${sentence}`)
  }
})
