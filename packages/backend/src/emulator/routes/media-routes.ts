/**
 * `POST /media/upload` and `GET /media/downloadFile`. An upload is taken apart and logged whatever it is
 * answered, so that a fault hides nothing from the log.
 */

import { createHash } from 'node:crypto'
import { type Context, Hono } from 'hono'
import type { Arrival, EmulatorEnv } from '../arrival.ts'
import type { EmulatorCore } from '../emulator-core.ts'
import { faultAnswer } from '../fault-answer.ts'
import { findingsOf } from '../form-findings.ts'
import { fieldOf, judgeUpload } from '../judge-upload.ts'
import { boundaryOf, parseForm } from '../lenient-form.ts'
import { answerErrcode } from './dingtalk-answer.ts'
import { fileResponse } from './file-response.ts'

/** The two calls about media. */
export function mediaRoutes(core: EmulatorCore): Hono<EmulatorEnv> {
  return new Hono<EmulatorEnv>()
    .all('/media/upload', (c) => (c.env.arrival ? answerUpload(core, c, c.env.arrival) : c.notFound()))
    .get('/media/downloadFile', (c) => {
      const tokenErrcode = core.accessTokens.check(c.req.query('access_token'))
      if (tokenErrcode !== 0) return answerErrcode(c, tokenErrcode)
      const mediaId = c.req.query('media_id')
      if (!mediaId) return answerErrcode(c, 41006)
      const found = core.shelf.find(mediaId)
      return found ? fileResponse(c, found) : answerErrcode(c, 40007)
    })
}

function answerUpload(core: EmulatorCore, c: Context<EmulatorEnv>, arrival: Arrival): Response {
  const { options, shelf } = core
  const boundary = boundaryOf(c.req.header('content-type'))
  const form = boundary === undefined ? undefined : parseForm(arrival.body, boundary)
  const typeInQuery = c.req.query('type')
  const judgement = judgeUpload(
    {
      method: c.req.method,
      tokenErrcode: core.accessTokens.check(c.req.query('access_token')),
      chunked: arrival.framing === 'chunked',
      typeInQuery,
      form,
    },
    options,
  )
  const struck = faultAnswer(arrival.fault, options.errorShape)
  const errcode = struck ? arrival.fault?.errcode : arrival.limitErrcode || judgement.errcode
  const stored = errcode === 0 && !struck && judgement.type ? shelf.put(judgement) : undefined
  const media = form?.parts.find(({ name }) => name === 'media')
  const findings = form ? findingsOf(form) : ['not a multipart/form-data body with a boundary']
  arrival.upload?.end({
    outcome: form?.whole ? 'completed' : 'broken',
    errcode,
    media_id: stored?.media_id,
    typeInQuery,
    typeInForm: fieldOf(form, 'type'),
    filename: media?.filename,
    partContentType: media?.contentType,
    size: media?.body.length,
    sha256: media && (stored?.sha256 ?? createHash('sha256').update(media.body).digest('hex')),
    boundary,
    clean: findings.length === 0,
    findings,
  })
  if (struck) return new Response(struck.body, struck)
  if (!stored) return answerErrcode(c, errcode ?? -1, options.errorShape)
  const { media_id, created_at, type } = stored
  return c.json({ errcode: 0, errmsg: 'ok', media_id, created_at, type })
}
