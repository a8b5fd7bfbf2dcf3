/**
 * Hono's `parseBody` and `fetch`: the shortest way in the framework that the relay is made with.
 */

import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { port, uploadUrl } from './rival-setting.ts'

const app = new Hono()

app.post('/media/upload', async (c) => {
  const { media } = await c.req.parseBody()
  if (!(media instanceof File)) return c.body(null, 400)
  const form = new FormData()
  form.append('type', 'image')
  form.append('media', media, media.name)
  const answer = await fetch(uploadUrl, { method: 'POST', body: form })
  return c.json(await answer.json())
})
serve({ fetch: app.fetch, port, hostname: '127.0.0.1' })
