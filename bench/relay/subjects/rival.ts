/**
 * What people write by hand for this job, in `rivals/`: each a Node program of its own.
 */

import type { Subject } from './subject.ts'

export function rival(name: string, summary: string): Subject {
  return {
    name,
    summary,
    way: 'form',
    command: ({ port, upstream, certFile }) => ({
      command: process.execPath,
      args: [new URL(`../rivals/${name}.ts`, import.meta.url).pathname],
      env: {
        PORT: String(port),
        UPSTREAM: upstream,
        NODE_ENV: 'production',
        NODE_EXTRA_CA_CERTS: certFile,
      },
    }),
  }
}
