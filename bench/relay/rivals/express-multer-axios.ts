/**
 * Express with multer in memory and axios: what an answer on the web would suggest.
 */

import http from 'node:http'
import https from 'node:https'
import axios from 'axios'
import express from 'express'
import FormData from 'form-data'
import multer from 'multer'
import { port, uploadUrl } from './rival-setting.ts'

const app = express()
const form = multer({ storage: multer.memoryStorage() })
const client = axios.create({
  httpAgent: new http.Agent({ keepAlive: true }),
  httpsAgent: new https.Agent({ keepAlive: true }),
  maxBodyLength: Number.POSITIVE_INFINITY,
})

app.post('/media/upload', form.single('media'), async (request, response) => {
  const { file } = request
  if (!file) return void response.status(400).end()
  const media = new FormData()
  media.append('type', 'image')
  media.append('media', file.buffer, { filename: file.originalname, contentType: file.mimetype })
  const { data } = await client.post(uploadUrl, media, { headers: media.getHeaders() })
  response.json(data)
})
app.listen(port, '127.0.0.1')
