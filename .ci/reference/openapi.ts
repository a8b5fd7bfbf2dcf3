/** The relay's HTTP API as an OpenAPI 3.1 document, from the contract and the routes' own tables. */

import { readFileSync } from 'node:fs'
import { PATHS } from './operations.ts'
import { SCHEMAS } from './schemas.ts'

/** `docs/openapi.json`. */
export function openapi(): object {
  const manifest = new URL('../../packages/backend/package.json', import.meta.url)
  const { version } = JSON.parse(readFileSync(manifest, 'utf8'))
  return {
    openapi: '3.1.0',
    info: {
      title: 'dt-media relay',
      version,
      summary: 'From a file to a DingTalk media_id.',
      description:
        'Every answer but those of `/metrics` is JSON. A refusal has one shape, whatever was refused; `code` is its ' +
        'stable name. Routes stand under `RELAY_BASE_PATH`.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [
      {
        url: '{relay}',
        variables: { relay: { default: 'http://127.0.0.1:8787', description: 'Where your relay listens.' } },
      },
    ],
    tags: [
      { name: 'Media', description: 'For pages, and whatever else uploads.' },
      { name: 'DingTalk', description: 'Between the relay and DingTalk.' },
      { name: 'Operations', description: 'For those who run it. Keep them off the internet.' },
    ],
    paths: PATHS,
    components: {
      securitySchemes: {
        grant: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'An upload grant: see docs/grants.md.',
        },
      },
      headers: {
        RequestId: {
          description: 'The client’s own, if it is sane, else a new one.',
          schema: { type: 'string' },
        },
        RetryAfter: { description: 'Seconds to wait.', schema: { type: 'string', pattern: '^\\d+$' } },
      },
      schemas: SCHEMAS,
    },
  }
}
