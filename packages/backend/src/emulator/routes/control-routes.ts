/**
 * The control over HTTP, for tests in other processes and for a demo page. Only pages of this machine may
 * use it: a stranger's page could otherwise read what a developer uploads.
 */

import { type Context, Hono } from 'hono'
import { cors } from 'hono/cors'
import { streamSSE } from 'hono/streaming'
import type { EmulatorEnv } from '../arrival.ts'
import type { EmulatorControl } from '../emulator-control.ts'
import type { EmulatorCore } from '../emulator-core.ts'
import type { EmulatorFault } from '../fault.ts'
import { readAuthCodeRequest } from '../read-auth-code-request.ts'
import { readPushRequest } from '../read-push-request.ts'
import { fileResponse } from './file-response.ts'

const LOCAL_ORIGIN = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/

/** Everything below `/emulator`. */
export function controlRoutes(core: EmulatorCore, control: EmulatorControl): Hono<EmulatorEnv> {
  const routes = new Hono<EmulatorEnv>()
  routes.use(cors({ origin: (origin) => (LOCAL_ORIGIN.test(origin) ? origin : null) }))
  routes.use(async (c, next) => {
    const origin = c.req.header('origin')
    if (origin !== undefined && !LOCAL_ORIGIN.test(origin))
      return c.json({ error: 'Only for pages of this machine' }, 403)
    return next()
  })
  return routes
    .get('/state', (c) => c.json(control.state()))
    .get('/uploads', (c) => c.json(control.uploads()))
    .get('/notices', (c) => c.json(control.notices()))
    .get('/pushes', (c) => c.json(control.pushes()))
    .post('/pushes', async (c) => {
      const request = readPushRequest(await c.req.text())
      return 'error' in request ? c.json(request, 400) : c.json(await control.push(request))
    })
    .post('/auth-codes', async (c) => {
      const request = readAuthCodeRequest(await c.req.text())
      if ('error' in request) return c.json(request, 400)
      const { corp_id, ...user } = request
      return c.json({ code: control.issueAuthCode(user, corp_id) })
    })
    .delete('/streams', (c) => {
      control.endStreams('disconnect')
      return c.json(control.state())
    })
    .get('/media/:id', (c) => {
      const found = core.shelf.find(c.req.param('id'))
      return found ? fileResponse(c, found) : c.json({ error: 'No such media' }, 404)
    })
    .get('/events', (c) => events(c, control))
    .get('/faults', (c) => c.json(control.state().faults))
    .post('/faults', async (c) => {
      try {
        // `expireTokens` is no fault of one call: it strikes all access tokens, now.
        const body: EmulatorFault & { expireTokens?: boolean } = await c.req.json()
        if (typeof body !== 'object' || body === null || Array.isArray(body))
          throw new TypeError('A fault is an object')
        const { expireTokens = false, ...fault } = body
        if (typeof expireTokens !== 'boolean') throw new TypeError('expireTokens is true or false')
        if (Object.keys(fault).length > 0) control.addFault(fault)
        if (expireTokens) control.expireTokens()
        return c.json(control.state().faults)
      } catch (error) {
        return c.json({ error: error instanceof Error ? error.message : 'Not JSON' }, 400)
      }
    })
    .delete('/faults', (c) => {
      control.clearFaults()
      return c.json([])
    })
    .post('/reset', (c) => {
      control.reset()
      return c.json(control.state())
    })
}

/** Server-sent events `upload`, `notice`, `push` and `reset`, from now on. */
function events(c: Context, control: EmulatorControl): Response {
  return streamSSE(c, async (stream) => {
    const ended = new Promise<void>((resolve) => stream.onAbort(resolve))
    const unsubscribe = control.subscribe((event) => {
      const { kind, ...detail } = event
      void stream.writeSSE({ event: kind, data: JSON.stringify(Object.values(detail)[0] ?? {}) })
    })
    await stream.write(': connected\n\n')
    await ended
    unsubscribe()
  })
}
