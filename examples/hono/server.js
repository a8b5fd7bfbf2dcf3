import { createRelay } from '@dt-media/backend'
import { signGrant } from '@dt-media/backend/grants'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'

const {
  DINGTALK_APP_KEY,
  DINGTALK_APP_SECRET,
  DINGTALK_OAPI_URL,
  DINGTALK_API_URL,
  PORT = '8787',
} = process.env
const secret = process.env.RELAY_GRANT_SECRET

const app = new Hono()

// Your own login goes here: the grant is for whoever the session says it is.
app.post('/upload-grant', async (c) =>
  c.json({ grant: await signGrant({ sub: 'alice', types: ['image'] }, { secret }) }),
)

app.route(
  '/dingtalk',
  createRelay({
    app: { appKey: DINGTALK_APP_KEY, appSecret: DINGTALK_APP_SECRET },
    // Only to develop against a local DingTalk; without them, the region's own.
    hosts: { oapi: DINGTALK_OAPI_URL, api: DINGTALK_API_URL },
    grantSecrets: [secret],
  }),
)

serve(
  // The relay takes refused bodies to their end by itself, so that every client can read the answer.
  { fetch: app.fetch, port: Number(PORT), hostname: '127.0.0.1', autoCleanupIncoming: false },
  ({ port }) => console.log(`Ready: http://127.0.0.1:${port}/`),
)
