import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { after, test } from 'node:test'
import { parse, parseAllDocuments } from 'yaml'
import { duration } from '../packages/backend/src/cli/parse-setting.ts'
import { readSettings } from '../packages/backend/src/cli/read-settings.ts'
import { SETTINGS, type Settings } from '../packages/backend/src/cli/settings.ts'
import { MEDIA_RULES } from '../packages/backend/src/contract/index.ts'
import { createHttpServer } from '../packages/backend/src/runtimes/node/http-server.ts'

const deploy = resolve(import.meta.dirname, '../deploy')
const secrets = mkdtempSync(join(tmpdir(), 'dt-media-secrets-'))
after(() => rmSync(secrets, { recursive: true }))

const FORM_BYTES = 64 * 1024
const largestBody = Math.max(...Object.values(MEDIA_RULES).map(({ maxBytes }) => maxBytes)) + FORM_BYTES
const drainSeconds = duration(SETTINGS.RELAY_DRAIN_TIMEOUT.default) / 1000
const uploadSeconds = duration(SETTINGS.RELAY_UPLOAD_TIMEOUT.default) / 1000

const compose = parse(read('compose.yaml'), { merge: true })
const manifests = parseAllDocuments(read('kubernetes.yaml')).map((document) => {
  assert.deepEqual(document.errors, [])
  return document.toJS()
})

function read(file: string): string {
  return readFileSync(join(deploy, file), 'utf8')
}

/** What the relay makes of an environment whose secret files are there. */
function settingsOf(environment: Readonly<Record<string, string>>): Settings {
  const here = Object.entries(environment).map(([name, value]) => {
    if (!name.endsWith('_FILE')) return [name, value]
    const file = join(secrets, basename(value))
    writeFileSync(file, 'a secret that is long enough for anyone', { mode: 0o600 })
    return [name, file]
  })
  return readSettings(Object.fromEntries(here))
}

function manifest(kind: string, name = 'dt-media') {
  return (
    manifests.find((each) => each.kind === kind && each.metadata.name === name) ?? assert.fail(`No ${kind}`)
  )
}

/** What a pattern's first group finds. */
function number(text: string, pattern: RegExp): number {
  return Number(pattern.exec(text)?.[1] ?? assert.fail(`No ${pattern}`))
}

test('compose.yaml starts three relays whose settings the relay takes', () => {
  const relays = Object.keys(compose.services).filter((name) => name.startsWith('relay-'))
  assert.equal(relays.length, 3)
  for (const name of relays) {
    const { environment, secrets: mounted, depends_on, read_only } = compose.services[name]
    const given = { DINGTALK_REGION: 'cn', RELAY_ALLOWED_ORIGINS: 'https://app.example.com' }
    const settings = settingsOf({ ...environment, ...given })
    assert.equal(settings.RELAY_TRUST_PROXY, 1)
    assert.equal(new URL(settings.RELAY_REDIS_URL ?? '').hostname, 'redis')
    assert.ok('redis' in depends_on && read_only)
    for (const secret of mounted) {
      assert.ok(secret in compose.secrets)
      assert.ok(Object.values(environment).includes(`/run/secrets/${secret}`))
    }
  }
})

test('compose.yaml has nginx pass uploads to each of the relays, on the port of the container file', () => {
  const port = number(read('Dockerfile'), /^EXPOSE (\d+)$/m)
  assert.match(read('Dockerfile'), new RegExp(`PORT=${port}`))
  const servers = [...compose.configs.upstream.content.matchAll(/server (\S+);/g)].map(([, to]) => to)
  assert.deepEqual(
    servers,
    ['relay-1', 'relay-2', 'relay-3'].map((name) => `${name}:${port}`),
  )
  const name = /upstream (\w+) \{/
  const [, upstream] = name.exec(compose.configs.upstream.content) ?? []
  assert.equal(upstream, name.exec(read('nginx/upstream.conf'))?.[1])
  assert.match(read('nginx/server.conf'), new RegExp(`proxy_pass http://${upstream};`))
  for (const volume of compose.services.nginx.volumes) {
    const [from] = volume.split(':')
    // The certificate is the operator's own.
    if (from !== './tls') read(from)
  }
})

test('the Kubernetes manifests give the relay settings that it takes', () => {
  const settings = settingsOf(manifest('ConfigMap').data)
  assert.equal(settings.RELAY_TRUST_PROXY, 1)
  const redis = new URL(settings.RELAY_REDIS_URL ?? '')
  const { ports } = manifest('Service', redis.hostname).spec
  assert.equal(String(ports[0].port), redis.port)
  const { containers, volumes } = manifest('Deployment').spec.template.spec
  const [{ volumeMounts, envFrom }] = containers
  assert.equal(envFrom[0].configMapRef.name, 'dt-media')
  assert.equal(volumeMounts[0].name, volumes[0].name)
  for (const [name, value] of Object.entries(manifest('ConfigMap').data)) {
    if (name.endsWith('_FILE')) assert.ok(String(value).startsWith(`${volumeMounts[0].mountPath}/`))
  }
})

test('the Kubernetes manifests ask the relay whether it lives and is ready, where it listens', () => {
  const [{ ports, livenessProbe, readinessProbe }] = manifest('Deployment').spec.template.spec.containers
  assert.equal(ports[0].containerPort, number(read('Dockerfile'), /^EXPOSE (\d+)$/m))
  assert.deepEqual(
    [livenessProbe.httpGet, readinessProbe.httpGet],
    [
      { path: '/healthz', port: ports[0].name },
      { path: '/readyz', port: ports[0].name },
    ],
  )
  const service = manifest('Service')
  assert.deepEqual(service.spec.selector, manifest('Deployment').spec.template.metadata.labels)
  assert.equal(service.spec.ports[0].targetPort, ports[0].name)
  for (const { path, backend } of manifest('Ingress').spec.rules[0].http.paths) {
    assert.ok(!['/metrics', '/readyz'].some((inside) => inside.startsWith(path)), `${path} is too much`)
    assert.deepEqual(backend.service, { name: 'dt-media', port: { name: service.spec.ports[0].name } })
  }
})

test('each way of deploying lets uploads finish that run when it stops', () => {
  const { terminationGracePeriodSeconds, containers } = manifest('Deployment').spec.template.spec
  const [sleep, waitSeconds] = containers[0].lifecycle.preStop.exec.command
  assert.equal(sleep, 'sleep')
  assert.ok(terminationGracePeriodSeconds > Number(waitSeconds) + drainSeconds)
  for (const [name, { stop_grace_period }] of Object.entries<{ stop_grace_period?: string }>(
    compose.services,
  )) {
    if (name.startsWith('relay-')) assert.ok(duration(stop_grace_period ?? '0s') > drainSeconds * 1000)
  }
  assert.ok(number(read('dt-media.service'), /^TimeoutStopSec=(\d+)$/m) > drainSeconds)
})

test('each proxy takes the largest file, waits longer than the relay does, and buffers nothing', () => {
  const nginx = read('nginx/server.conf')
  const annotations = Object.fromEntries(
    Object.entries<string>(manifest('Ingress').metadata.annotations).map(([name, value]) => [
      name.replace('nginx.ingress.kubernetes.io/', ''),
      value,
    ]),
  )
  const caddy = read('Caddyfile')
  const sizes = [
    number(nginx, /client_max_body_size (\d+)m;/),
    number(annotations['proxy-body-size'] ?? '', /^(\d+)m$/),
    number(caddy, /max_size (\d+)MiB/),
  ]
  for (const size of sizes) assert.ok(size * 2 ** 20 >= largestBody)
  const waits = [
    number(nginx, /proxy_read_timeout (\d+)s;/),
    number(nginx, /proxy_send_timeout (\d+)s;/),
    Number(annotations['proxy-read-timeout']),
    Number(annotations['proxy-send-timeout']),
    number(caddy, /response_header_timeout (\d+)s/),
  ]
  for (const wait of waits) assert.ok(wait > uploadSeconds)
  for (const name of ['proxy-request-buffering', 'proxy-buffering']) {
    assert.match(nginx, new RegExp(`${name.replaceAll('-', '_')} off;`))
    assert.equal(annotations[name], 'off')
  }
})

test('Caddy lets go of an unused connection before the relay hangs up on it', () => {
  const { keepAliveTimeout } = createHttpServer(() => new Response())
  assert.ok(number(read('Caddyfile'), /keepalive (\d+)s/) * 1000 < keepAliveTimeout)
})

test('Redis never evicts, and keeps what it has over a restart', () => {
  const containers = manifest('StatefulSet', 'dt-media-redis').spec.template.spec.containers
  for (const args of [compose.services.redis.command, containers[0].args]) {
    const text = args.join(' ')
    assert.match(text, /--maxmemory-policy noeviction/)
    assert.match(text, /--appendonly yes/)
  }
})

const systemd = spawnSync('systemd-analyze', ['--version']).status === 0

for (const name of ['dt-media.service', 'dt-media@.service']) {
  test(`systemd takes ${name}`, { skip: !systemd && 'this machine has no systemd' }, () => {
    // A template is looked at as one of its instances; Node is wherever the operator has it.
    const unit = join(secrets, name.replace('@', '@8787'))
    writeFileSync(unit, read(name).replace(/^ExecStart=\S+/m, `ExecStart=${process.execPath}`))
    const { status, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', unit], {
      encoding: 'utf8',
    })
    assert.equal(status, 0, stderr)
    assert.equal(stderr, '')
  })
}

test('the unit for several relays is the one for one, but for its port', () => {
  const [one, several] = ['dt-media.service', 'dt-media@.service'].map((name) =>
    read(name)
      .replace(/^#.*\n/gm, '')
      .replace(' on port %i', '')
      .replace(' --port %i', ''),
  )
  assert.equal(several, one)
  assert.match(read('dt-media@.service'), / serve --port %i$/m)
})

test('the systemd unit gives the relay settings that it takes', () => {
  const unit = read('dt-media.service')
  const given = [...unit.matchAll(/^Environment=(\w+_FILE)=(\S+)$/gm)].map(([, name, file]) => [name, file])
  assert.equal(given.length, 2)
  settingsOf({ ...Object.fromEntries(given), DINGTALK_APP_KEY: 'key' })
  for (const [, file] of given)
    assert.match(unit, new RegExp(`^LoadCredential=${basename(file ?? '')}:`, 'm'))
})
