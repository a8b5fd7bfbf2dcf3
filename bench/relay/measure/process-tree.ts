/**
 * What the operating system says a process and its children took. Linux only: it reads /proc.
 */

import { readdirSync, readFileSync } from 'node:fs'

/** USER_HZ, which Linux fixes at 100 for what it shows in /proc. */
const TICKS_PER_SECOND = 100

interface ProcessStat {
  readonly pid: number
  readonly parent: number
  readonly cpuSeconds: number
}

/** CPU seconds, user and system, of a process and all below it. */
export function cpuSecondsOf(root: number): number {
  return treeOf(root).reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0)
}

/** The largest resident memory that each process of the tree ever had, added up. */
export function peakBytesOf(root: number): number {
  return treeOf(root).reduce((sum, { pid }) => sum + memoryOf(pid, 'VmHWM'), 0)
}

/** The resident memory of the tree now. */
export function residentBytesOf(root: number): number {
  return treeOf(root).reduce((sum, { pid }) => sum + memoryOf(pid, 'VmRSS'), 0)
}

function treeOf(root: number): ProcessStat[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readStat(Number(name)) ?? [])
  const members = new Set([root])
  // A child may come before its parent in the list.
  for (let size = 0; size < members.size; ) {
    size = members.size
    for (const { pid, parent } of all) if (members.has(parent)) members.add(pid)
  }
  return all.filter(({ pid }) => members.has(pid))
}

function readStat(pid: number): ProcessStat | undefined {
  const text = readProc(`/proc/${pid}/stat`)
  if (text === undefined) return undefined
  // The name in parentheses may hold anything; what follows it does not.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const [parent, user, system] = [fields[1], fields[11], fields[12]].map(Number)
  return { pid, parent: parent ?? 0, cpuSeconds: ((user ?? 0) + (system ?? 0)) / TICKS_PER_SECOND }
}

function memoryOf(pid: number, field: 'VmHWM' | 'VmRSS'): number {
  const found = new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(readProc(`/proc/${pid}/status`) ?? '')
  return Number(found?.[1] ?? 0) * 1024
}

/** `undefined` for a process that is gone. */
function readProc(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
