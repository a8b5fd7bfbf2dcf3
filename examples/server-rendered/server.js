import { randomBytes } from 'node:crypto'
import { createRelay } from '@dt-media/backend'
import { signGrant } from '@dt-media/backend/grants'
import { renderUpload } from '@dt-media/element/server.js'
import { serve } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { html, raw } from 'hono/html'

const {
  DINGTALK_APP_KEY,
  DINGTALK_APP_SECRET,
  DINGTALK_OAPI_URL,
  DINGTALK_API_URL,
  PORT = '8787',
} = process.env
const secret = process.env.RELAY_GRANT_SECRET

const relay = createRelay({
  app: { appKey: DINGTALK_APP_KEY, appSecret: DINGTALK_APP_SECRET },
  // Only to develop against a local DingTalk; without them, the region's own.
  hosts: { oapi: DINGTALK_OAPI_URL, api: DINGTALK_API_URL },
  grantSecrets: [secret],
})

// Your own login goes here: the grant is for whoever the session says it is.
const grantOfSession = () => signGrant({ sub: 'alice', types: ['image'] }, { secret })

const app = new Hono()
app.route('/dingtalk', relay)
app.post('/upload-grant', async (c) => c.json({ grant: await grantOfSession() }))
app.use('/assets/*', serveStatic({ root: 'dist', rewriteRequestPath: (path) => path.replace('/assets', '') }))

app.get('/', async (c) => {
  const nonce = randomBytes(16).toString('base64')
  const own = "default-src 'none'; script-src 'self'; connect-src 'self'; img-src blob:; form-action 'self'"
  c.header('Content-Security-Policy', `${own}; style-src 'nonce-${nonce}'`)
  const upload = await renderUpload(
    {
      name: 'receipts',
      label: 'Receipts',
      lang: 'en',
      endpoint: '/dingtalk/',
      'grant-endpoint': '/upload-grant',
      'media-type': 'image',
      multiple: true,
      required: true,
    },
    { nonce },
  )
  return c.html(html`<!doctype html>
    <html lang="en">
      <meta charset="utf-8" />
      <title>Expenses</title>
      <script type="module" src="/assets/page.js"></script>
      <form action="/expenses" method="post" enctype="multipart/form-data">
        ${raw(upload)}
        <button>Send</button>
      </form>
    </html>`)
})

// With a script the browser sends media ids, without one the files.
app.post('/expenses', async (c) => {
  const form = await c.req.formData()
  const ids = await Promise.all(
    form.getAll('receipts').map((each) => (typeof each === 'string' ? each : relayed(each))),
  )
  return c.html(html`<output>${ids.join(' ')}</output>`)
})

async function relayed(file) {
  const answer = await relay.request(`/media/upload?type=image&filename=${encodeURIComponent(file.name)}`, {
    method: 'POST',
    body: file,
    headers: { Authorization: `Bearer ${await grantOfSession()}`, 'Content-Length': String(file.size) },
  })
  const { media_id, errmsg } = await answer.json()
  return media_id ?? errmsg
}

serve(
  // The relay takes refused bodies to their end by itself, so that every client can read the answer.
  { fetch: app.fetch, port: Number(PORT), hostname: '127.0.0.1', autoCleanupIncoming: false },
  ({ port }) => console.log(`Ready: http://127.0.0.1:${port}/`),
)
