/**
 * nginx passing bytes on blindly: what everything here is measured against. One worker, as
 * the others have one process.
 */

import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Subject, SubjectSetting } from './subject.ts'

/** nginx with so large a buffer per request; its own default is 16 KiB. */
export function nginx(name: string, summary: string, bufferBytes?: number): Subject {
  return {
    name,
    summary,
    way: 'form',
    missing: nginxVersion() === undefined ? 'nginx is not installed' : undefined,
    command(setting) {
      const file = join(setting.directory, `${name}.conf`)
      writeFileSync(file, configuration(setting, bufferBytes))
      return { command: 'nginx', args: ['-c', file, '-p', setting.directory, '-e', 'stderr'] }
    },
  }
}

/** The installed version; `undefined` where there is none. */
export function nginxVersion(): string | undefined {
  return /nginx\/\S+/.exec(spawnSync('nginx', ['-v'], { encoding: 'utf8' }).stderr ?? '')?.[0]
}

function configuration({ port, upstream, directory }: SubjectSetting, bufferBytes?: number): string {
  const { host, protocol } = new URL(upstream)
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  return `
daemon off; master_process on; worker_processes 1; pid ${directory}/nginx-${port}.pid;
events { worker_connections 8192; }
http {
  access_log off; client_max_body_size 64m; keepalive_requests 1000000;
  ${temporary.map((name) => `${name}_temp_path ${directory}/${name};`).join(' ')}
  ${bufferBytes === undefined ? '' : `client_body_buffer_size ${bufferBytes};`}
  upstream dingtalk { server ${host}; keepalive 256; keepalive_requests 1000000; }
  server {
    listen 127.0.0.1:${port} backlog=2048;
    location / {
      proxy_pass ${protocol}//dingtalk;
      proxy_http_version 1.1; proxy_set_header Connection "";
      proxy_request_buffering off; proxy_ssl_verify off;
    }
  }
}
`
}
