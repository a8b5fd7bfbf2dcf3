/**
 * One request to `POST /media/upload`: right in one of the many ways there are, or wrong in one known
 * way, or damaged so that only what holds for every request can be said of it.
 */

import { mutate } from '../mutate.ts'
import type { Random } from '../random.ts'
import { fileIn } from '../reference-form.ts'
import { makeTrueFile } from './content.ts'
import { writeForm } from './form-draft.ts'
import { FORM_FLAWS } from './form-flaws.ts'
import { HEADER_FLAWS } from './header-flaws.ts'
import { makeForm } from './make-form.ts'
import type { RequestDraft, RequestFacts } from './request-draft.ts'
import { type FuzzRequest, framed, misframed } from './write-request.ts'

/** Draws a request. */
export function makeRequest(random: Random, facts: RequestFacts): FuzzRequest {
  const dice = random.below(100)
  if (dice < 30) return framed(rightDraft(random, facts), random)
  if (dice < 52) return framed(wrongDraft(random, facts), random)
  if (dice < 72) return framed(damagedDraft(random, facts), random)
  if (dice < 85) return misframed(rightDraft(random, facts), random)
  const { title, wire } = framed(rightDraft(random, facts), random)
  const other = random.chance(0.3) ? framed(rightDraft(random, facts), random).wire : wire
  return {
    title: `${title}, damaged on the wire`,
    wire: mutate(wire, random, { other }),
    expectation: { kind: 'open', content: undefined },
    framing: 'unknown',
  }
}

function rightDraft(random: Random, facts: RequestFacts): RequestDraft {
  return random.chance(0.7) ? rightForm(random, facts) : rightRaw(random, facts)
}

function rightForm(random: Random, { auth, grant }: RequestFacts): RequestDraft {
  const grantInField = auth === 'grant' && random.chance(0.5)
  const { draft, file, filename, typed } = makeForm(random, grantInField ? grant : undefined)
  const asked = !typed || random.chance(0.1)
  return {
    title: 'a right form',
    query: asked ? [['type', typed || random.chance(0.8) ? file.mediaType : 'auto']] : [],
    headers: [
      `Content-Type: ${formContentType(draft.boundary, random)}`,
      ...(auth === 'grant' && !grantInField
        ? [`Authorization: ${random.pick(['Bearer', 'bearer'])} ${grant}`]
        : []),
    ],
    body: writeForm(draft),
    expectation: { kind: 'stored', content: file.bytes, mediaType: file.mediaType, filename },
  }
}

function formContentType(boundary: string, random: Random): string {
  const quoted = !/^[\w'+.-]+$/.test(boundary) || random.chance(0.2) ? `"${boundary}"` : boundary
  return random.pick([
    `multipart/form-data; boundary=${quoted}`,
    `multipart/form-data; boundary=${quoted}`,
    `Multipart/Form-Data;Boundary=${quoted}`,
    `multipart/form-data; charset=utf-8; boundary=${quoted}`,
    `multipart/form-data; boundary=${quoted} ; charset="UTF-8"`,
  ])
}

function rightRaw(random: Random, { auth, grant }: RequestFacts): RequestDraft {
  const file = makeTrueFile(random, 'x')
  const name = random.pick(['photo', '报告', 'a b', "it's", ''])
  const type = random.chance(0.8) ? file.mediaType : 'auto'
  return {
    title: 'a right raw body',
    query: random.shuffle([
      ['type', type],
      ['filename', `${name || 'x'}.${file.extension}`],
    ]),
    headers: [
      ...(random.chance(0.7) ? [`Content-Type: ${random.pick(['image/png', 'application/json', 'x'])}`] : []),
      ...(auth === 'grant' ? [`Authorization: Bearer ${grant}`] : []),
    ],
    body: file.bytes,
    expectation: {
      kind: 'stored',
      content: file.bytes,
      mediaType: file.mediaType,
      filename: `${name || 'x'}.${file.extension}`,
    },
  }
}

/** Right but for one thing, for which it must be refused. */
function wrongDraft(random: Random, facts: RequestFacts): RequestDraft {
  if (random.chance(0.7)) return wrongForm(random, facts)
  const draft = rightDraft(random, facts)
  const [title, change] = random.pick(Object.entries(HEADER_FLAWS))
  return {
    ...draft,
    ...change(draft, random, facts),
    title: `${draft.title} with ${title}`,
    expectation: { kind: 'refused' },
  }
}

function wrongForm(random: Random, { auth, grant }: RequestFacts): RequestDraft {
  const { draft, file, typed } = makeForm(random, undefined)
  const { boundary } = draft
  const [title, flaw] = random.pick(Object.entries(FORM_FLAWS))
  flaw(draft, random)
  return {
    title: `a form with ${title}`,
    query: typed ? [] : [['type', file.mediaType]],
    headers: [
      `Content-Type: ${formContentType(boundary, random)}`,
      ...(auth === 'grant' ? [`Authorization: Bearer ${grant}`] : []),
    ],
    body: writeForm(draft),
    expectation: { kind: 'refused' },
  }
}

/** A form or raw body with damage in its body, rightly framed: if it is taken, it is known what must be stored. */
function damagedDraft(random: Random, facts: RequestFacts): RequestDraft {
  const draft = rightDraft(random, facts)
  const other = random.chance(0.3) ? rightForm(random, facts).body : draft.body
  const body = mutate(draft.body, random, { other })
  const boundary = draft.headers.join('\n').match(/boundary=(?:"([^"]*)"|([\w'+.-]+))/i)
  const content = boundary ? fileIn(body, boundary[1] ?? boundary[2] ?? '') : body
  return { ...draft, title: `${draft.title}, damaged`, body, expectation: { kind: 'open', content } }
}
