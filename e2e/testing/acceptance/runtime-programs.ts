/**
 * The runtimes' programs, which `e2e/runtimes/package.json` brings: npm packages that hold nothing but the
 * program. They are apart from the workspace, so that nobody fetches half a gigabyte in order to see the demo.
 */

import { accessSync, constants } from 'node:fs'
import { fileURLToPath } from 'node:url'

const PROGRAMS = {
  'Node 22': 'node22/bin/node',
  'Node 26': 'node26/bin/node',
  Deno: '@deno/linux-x64-glibc/deno',
  Bun: '@oven/bun-linux-x64/bin/bun',
  workerd: '@cloudflare/workerd-linux-64/bin/workerd',
} as const

export type RuntimeName = keyof typeof PROGRAMS

/** The path of a runtime's program. */
export function runtimeProgram(name: RuntimeName): string {
  return fileURLToPath(new URL(`../../runtimes/node_modules/${PROGRAMS[name]}`, import.meta.url))
}

/** Why nothing can be run on it; `undefined` when it can. Throws in CI. */
export function whyNoRuntime(name: RuntimeName): string | undefined {
  try {
    accessSync(runtimeProgram(name), constants.X_OK)
    return undefined
  } catch {
    const reason = `${name} is not installed: npx -y pnpm@10 -C e2e/runtimes install --ignore-workspace --ignore-scripts`
    if (process.env.CI) throw new Error(reason)
    return reason
  }
}
