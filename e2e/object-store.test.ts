import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { after, before, describe } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Store } from '../packages/backend/src/store/store.ts'
import { testStore } from '../packages/backend/src/store/testing/test-store.ts'
import { type WrittenProgram, writeProgram } from './testing/acceptance/documented-start.ts'
import { runtimeProgram, whyNoRuntime } from './testing/acceptance/runtime-programs.ts'
import { workerdArguments } from './testing/acceptance/workerd-arguments.ts'
import { eventually } from './testing/eventually.ts'
import { findFreePorts } from './testing/free-ports.ts'

/** Carries out the steps that come by HTTP, as a relay in a Worker does. */
const WORKER = `
import { createObjectStore, StoreObject } from '@dt-media/backend/workers'

export { StoreObject }

export default {
  async fetch(request, env) {
    const { step, args } = await request.json()
    try {
      return Response.json({ result: await createObjectStore(env.STORE)[step](...args) })
    } catch (error) {
      return new Response(String(error), { status: 400 })
    }
  },
}
`

describe('Durable Objects', { skip: whyNoRuntime('workerd') ?? false }, () => {
  let program: WrittenProgram
  let end = async () => {}
  let url: string

  before(async () => {
    const [port = 0] = await findFreePorts(1)
    url = `http://127.0.0.1:${port}/`
    program = await writeProgram(WORKER)
    const args = await workerdArguments(program.path, port, {})
    const child = spawn(runtimeProgram('workerd'), args, { cwd: program.folder, stdio: 'inherit' })
    end = async () => {
      if (child.exitCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    }
    await eventually(
      async () => (await fetch(url).catch(() => undefined)) !== undefined,
      (answers) => answers,
    )
  })
  after(async () => {
    await end()
    await program.remove()
  })

  async function run<T>(step: keyof Store, args: readonly unknown[]): Promise<T> {
    const response = await fetch(url, { method: 'POST', body: JSON.stringify({ step, args }) })
    if (!response.ok) throw new Error(await response.text())
    return ((await response.json()) as { result: T }).result
  }

  testStore('a store of Durable Objects', () => ({
    store: {
      get: (...args) => run('get', args),
      set: (...args) => run('set', args),
      setIfAbsent: (...args) => run('setIfAbsent', args),
      compareAndDelete: (...args) => run('compareAndDelete', args),
      increment: (...args) => run('increment', args),
      reserveTurn: (...args) => run('reserveTurn', args),
    },
    pass: (ms) => sleep(ms),
  }))
})
