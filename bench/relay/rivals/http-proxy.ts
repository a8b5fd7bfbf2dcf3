/**
 * http-proxy: passes bytes on and looks at nothing.
 */

import http from 'node:http'
import https from 'node:https'
import httpProxy from 'http-proxy'
import { port, upstream } from './rival-setting.ts'

const { Agent } = upstream.startsWith('https:') ? https : http
const proxy = httpProxy.createProxyServer({ target: upstream, agent: new Agent({ keepAlive: true }) })

proxy.on('error', (_error, _request, response) => response.end())
http.createServer((request, response) => proxy.web(request, response)).listen(port, '127.0.0.1')
