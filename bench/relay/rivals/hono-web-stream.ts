/**
 * Hono with the request's web stream handed to `fetch`: streams, and looks at nothing.
 */

import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { port, uploadUrl } from './rival-setting.ts'

const app = new Hono()

app.post('/media/upload', async (c) => {
  const headers = {
    'Content-Type': c.req.header('Content-Type') ?? '',
    'Content-Length': c.req.header('Content-Length') ?? '',
  }
  const request = { method: 'POST', body: c.req.raw.body, headers, duplex: 'half' }
  const answer = await fetch(uploadUrl, request)
  return c.json(await answer.json())
})
serve({ fetch: app.fetch, port, hostname: '127.0.0.1' })
