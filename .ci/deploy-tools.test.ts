/** What the programs say for which the files in deploy/ are written; skipped where a program is not installed. */

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'

const deploy = resolve(import.meta.dirname, '../deploy')
const folder = mkdtempSync(join(tmpdir(), 'dt-media-deploy-'))
after(() => rmSync(folder, { recursive: true }))

/** Caddy keeps what it learns below HOME. */
function run(command: string, args: readonly string[]) {
  const env = { PATH: process.env.PATH, HOME: folder }
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', env })
  return { status, text: `${stdout}${stderr}` }
}

const without = (command: string) =>
  run(command, [command === 'caddy' ? 'version' : '--version']).status !== 0 &&
  `this machine has no ${command}`

/** Every query of the dashboard, as Prometheus gets it from Grafana: with the variables filled in. */
function dashboardQueries(): string[] {
  const queries: string[] = []
  JSON.parse(readFileSync(join(deploy, 'grafana-dashboard.json'), 'utf8'), (key, value) => {
    if (key === 'expr')
      queries.push(value.replace(/\$__(rate_)?interval/g, '5m').replace(/\$\{?\w+\}?/g, '.*'))
    return value
  })
  return queries
}

/** Has the queries checked as if each were a rule. */
function checkQueries(queries: readonly string[]) {
  const rules = queries.map((expr, i) => ({ record: `query_${i}`, expr }))
  const file = join(folder, 'queries.yaml')
  // JSON is YAML.
  writeFileSync(file, JSON.stringify({ groups: [{ name: 'dashboard', rules }] }))
  return run('promtool', ['check', 'rules', file])
}

test('Caddy takes the Caddyfile', { skip: without('caddy') }, () => {
  const { status, text } = run('caddy', [
    'validate',
    '--adapter',
    'caddyfile',
    '--config',
    join(deploy, 'Caddyfile'),
  ])
  assert.equal(status, 0, text)
  assert.doesNotMatch(text, /not formatted/)
})

test('Prometheus takes the alerts', { skip: without('promtool') }, () => {
  const { status, text } = run('promtool', ['check', 'rules', join(deploy, 'prometheus-alerts.yaml')])
  assert.equal(status, 0, text)
})

test('Prometheus understands every query of the dashboard', { skip: without('promtool') }, () => {
  const queries = dashboardQueries()
  assert.ok(queries.length >= 5)
  const { status, text } = checkQueries(queries)
  assert.equal(status, 0, text)
  assert.notEqual(checkQueries(['rate(dt_media_uploads_total)']).status, 0)
})
