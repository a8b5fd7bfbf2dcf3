/**
 * The fuzzer as a command: a long run, or one failure again.
 */

import { parseArgs } from 'node:util'
import { fuzzHttp } from './http/fuzz-http.ts'
import { fuzzInProcess, TARGETS, tryInput } from './in-process/fuzz-in-process.ts'
import { httpReport, inputReport } from './report.ts'
import { watchProcess } from './watch-process.ts'

const HELP = `Sends the relay what no client should, and checks what must hold whatever comes.

  --cases N    conversations over sockets (60000)
  --inputs N   inputs without HTTP, for all targets together (1000000)
  --seed S     another sequence (today's date)
  --case I     only the conversation I of the seed
  --target T --input I   only the input I of the seed for one target`

const { values } = parseArgs({
  options: {
    help: { type: 'boolean', short: 'h' },
    cases: { type: 'string', default: '60000' },
    inputs: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: new Date().toISOString().slice(0, 10).replaceAll('-', '') },
    case: { type: 'string' },
    target: { type: 'string' },
    input: { type: 'string' },
  },
})

const seed = wholeNumber('seed', values.seed)
let failures = 0

if (values.help) console.log(HELP)
else if (values.target !== undefined) await again(values.target, wholeNumber('input', values.input ?? ''))
else if (values.case !== undefined) await overSockets(wholeNumber('case', values.case), 1)
else {
  await inProcess(wholeNumber('inputs', values.inputs))
  await overSockets(0, wholeNumber('cases', values.cases))
}
if (!values.help) console.log(failures === 0 ? 'No failure.' : `${failures} failures.`)
process.exitCode = failures === 0 ? 0 : 1

async function overSockets(first: number, cases: number): Promise<void> {
  const processWatch = watchProcess()
  const begun = performance.now()
  const { answers } = await fuzzHttp({
    seed,
    first,
    cases,
    onFailure: (failure) => failed(httpReport(failure)),
  })
  processWatch.stop()
  for (const noticed of processWatch.take()) failed(`✖ ${noticed}`)
  const statuses = Object.entries(answers).map(([status, count]) => `${count} × ${status}`)
  console.log(`${cases} conversations of seed ${seed} in ${secondsSince(begun)}: ${statuses.join(', ')}`)
}

async function inProcess(inputs: number): Promise<void> {
  if (inputs === 0) return
  const begun = performance.now()
  const tried = await fuzzInProcess({ seed, inputs, onFailure: (failure) => failed(inputReport(failure)) })
  const counts = Object.entries(tried).map(([target, count]) => `${count} × ${target}`)
  console.log(`Inputs of seed ${seed} in ${secondsSince(begun)}: ${counts.join(', ')}`)
}

async function again(name: string, index: number): Promise<void> {
  const target = TARGETS.find((each) => each.name === name)
  if (!target) throw new Error(`There is no target ${name}: ${TARGETS.map((each) => each.name).join(', ')}`)
  const problem = await tryInput(target, seed, index)
  if (problem) failed(inputReport({ target: name, seed, index, problem }))
}

function failed(report: string): void {
  failures += 1
  if (failures <= 50) console.log(report)
}

function wholeNumber(name: string, text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new Error(`--${name} takes a whole number`)
  return Number(text)
}

function secondsSince(begun: number): string {
  return `${((performance.now() - begun) / 1000).toFixed(1)} s`
}
