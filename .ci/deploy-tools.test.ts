/** What the programs say for which the files in deploy/ are written; skipped where a program is not installed. */

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'
import { parse } from 'yaml'

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

interface Series {
  readonly series: string
  /** In promtool's notation, a value each 15 seconds. */
  readonly values: string
}

/** Half an hour of a relay that is well. */
const WELL: readonly Series[] = [
  { series: 'dt_media_uploads_total{type="image",outcome="ok"}', values: '0+10x120' },
  { series: 'dt_media_uploads_in_flight', values: '3x120' },
  { series: 'dt_media_dingtalk_call_seconds_count{call="token",result="ok"}', values: '1x120' },
  { series: 'dt_media_month_uploads', values: '0+10x120' },
  { series: 'dt_media_month_uploads_limit', values: '5000x120' },
  { series: 'dt_media_defects_total', values: '0x120' },
]

/** What each alert is for: in the place of the series of the same name, or none of any. */
const TROUBLES: Readonly<Record<string, readonly Series[]>> = {
  DtMediaGone: [],
  DtMediaUploadsFail: [
    { series: 'dt_media_uploads_total{type="image",outcome="store_unavailable"}', values: '0+2x120' },
  ],
  DtMediaNoAccessToken: [
    { series: 'dt_media_dingtalk_call_seconds_count{call="token",result="40096"}', values: '1+0.5x120' },
  ],
  DtMediaAddressNotListed: [
    { series: 'dt_media_dingtalk_call_seconds_count{call="upload",result="60020"}', values: '1+1x120' },
  ],
  DtMediaNearlyFull: [{ series: 'dt_media_uploads_in_flight', values: '250x120' }],
  DtMediaMonthNearlyUsed: [{ series: 'dt_media_month_uploads', values: '4900x120' }],
  DtMediaDefect: [{ series: 'dt_media_defects_total', values: '0x60 1x60' }],
}

/** Has Prometheus go through these half hours. */
function runThrough(tests: readonly object[]) {
  const file = join(folder, 'half-hours.yaml')
  const rule_files = [join(deploy, 'prometheus-alerts.yaml')]
  writeFileSync(file, JSON.stringify({ rule_files, evaluation_interval: '15s', tests }))
  return run('promtool', ['test', 'rules', file])
}

/** With the series of `trouble` beside those of a relay that is well, or in their place. */
function halfHour(trouble: readonly Series[]): readonly Series[] {
  const told = new Set(trouble.map(({ series }) => series))
  return [...WELL.filter(({ series }) => !told.has(series)), ...trouble]
}

test('each alert fires on what it names, and no other does', { skip: without('promtool') }, () => {
  const { groups } = parse(readFileSync(join(deploy, 'prometheus-alerts.yaml'), 'utf8'))
  const alerts: readonly { alert: string }[] = groups[0].rules
  assert.deepEqual(alerts.map(({ alert }) => alert).sort(), Object.keys(TROUBLES).sort())
  for (const [trouble, series] of [['nothing', WELL] as const, ...Object.entries(TROUBLES)]) {
    const promql_expr_test = alerts.map(({ alert }) => ({
      expr: `count(ALERTS{alertname="${alert}",alertstate="firing"})`,
      eval_time: '29m',
      exp_samples: alert === trouble ? [{ labels: '{}', value: 1 }] : [],
    }))
    const input_series = trouble === 'DtMediaGone' ? [] : halfHour(series)
    const { status, text } = runThrough([{ interval: '15s', input_series, promql_expr_test }])
    assert.equal(status, 0, `${trouble}: ${text}`)
  }
})

test("the token's age is that of the newest, whichever relay fetched it for all", {
  skip: without('promtool'),
}, () => {
  const expr = dashboardQueries().find((query) => query.includes('token_fetched')) ?? assert.fail()
  const fetched = (instance: string, at: number) => ({
    series: `dt_media_token_fetched_timestamp_seconds{job="dt-media",instance="${instance}"}`,
    values: `${at}x480`,
  })
  const { status, text } = runThrough([
    {
      interval: '15s',
      input_series: [fetched('a', 60), fetched('b', 7000), fetched('c', 0)],
      promql_expr_test: [{ expr, eval_time: '2h', exp_samples: [{ labels: '{}', value: 200 }] }],
    },
  ])
  assert.equal(status, 0, text)
})
