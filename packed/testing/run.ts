/** Runs a program to its end, in a project of its own. */

import { execFile } from 'node:child_process'
import { delimiter, dirname } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

const TIMEOUT_MS = 8 * 60_000

/** Resolves to what it wrote to stdout; rejects with all that it wrote. */
export async function runIn(
  cwd: string,
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  // The Node that runs the tests is the one that the projects run on; what pnpm told us is not for them.
  const PATH = [dirname(process.execPath), process.env.PATH].join(delimiter)
  const ours = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|pnpm_|NODE_OPTIONS|INIT_CWD)/i.test(name),
  )
  const options = {
    cwd,
    env: { ...Object.fromEntries(ours), PATH, CI: '1', ...env },
    timeout: TIMEOUT_MS,
    maxBuffer: 2 ** 24,
  }
  try {
    return (await run(command, [...args], options)).stdout
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as Error & { stdout?: string; stderr?: string }
    throw new Error(`${command} ${args.join(' ')}: ${message}\n${stdout}\n${stderr}`)
  }
}
