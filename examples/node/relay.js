import { startRelay } from '@dt-media/backend'

const {
  DINGTALK_APP_KEY,
  DINGTALK_APP_SECRET,
  DINGTALK_OAPI_URL,
  DINGTALK_API_URL,
  PORT = '8787',
} = process.env

const relay = await startRelay({
  port: Number(PORT),
  app: { appKey: DINGTALK_APP_KEY, appSecret: DINGTALK_APP_SECRET },
  // Only to develop against a local DingTalk; without them, the region's own.
  hosts: { oapi: DINGTALK_OAPI_URL, api: DINGTALK_API_URL },
  // Anyone who reaches it may upload: for a trusted network, or to try it out.
  auth: 'none',
  allowedOrigins: ['http://localhost:5173', 'http://127.0.0.1:5173'],
})
console.log(`Ready: ${relay.url}`)

process.once('SIGTERM', () => relay.stop().then(() => process.exit()))
