/**
 * What every measurement needs: the upstream's process, the load generator's, a certificate
 * made for this run, and a directory that is gone afterwards.
 */

import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Helper } from '../child.ts'
import type { LoadPlan, LoadReport } from '../load/load-plan.ts'
import type { LoadReply } from '../load/main.ts'
import type { LedgerReport } from '../upstream/ledger.ts'
import type { UpstreamOrder, UpstreamReply } from '../upstream/main.ts'

export interface BenchStage {
  readonly directory: string
  readonly certFile: string
  upstreamOrigin(secure: boolean): string
  /** Sets how fast the upstream reads, 0 for as fast as it can, and forgets what it saw. */
  paceUpstream(bytesPerSecond: number): Promise<void>
  /** What the upstream saw since it was last asked. */
  takeLedger(): Promise<LedgerReport>
  /** Runs a plan. Throws when it does not end in time. */
  load(plan: LoadPlan, timeoutMs: number): Promise<LoadReport>
  close(): Promise<void>
}

export async function openStage(): Promise<BenchStage> {
  const directory = mkdtempSync(join(tmpdir(), 'dt-media-bench-'))
  process.on('exit', () => rmSync(directory, { recursive: true, force: true }))
  const keyFile = join(directory, 'key.pem')
  const certFile = join(directory, 'cert.pem')
  makeCertificate(keyFile, certFile)

  const { helper: upstream, first } = await Helper.start<UpstreamOrder, UpstreamReply>(
    new URL('../upstream/main.ts', import.meta.url),
    [keyFile, certFile],
  )
  if (!('ready' in first)) throw new Error('The upstream does not listen')
  const { plainPort, tlsPort } = first.ready
  let generator = await startGenerator()

  async function ask(order: UpstreamOrder): Promise<LedgerReport> {
    const reply = await upstream.ask(order, 5_000)
    if (!('report' in reply)) throw new Error('The upstream does not report')
    return reply.report
  }

  return {
    directory,
    certFile,
    upstreamOrigin: (secure) => (secure ? `https://127.0.0.1:${tlsPort}` : `http://127.0.0.1:${plainPort}`),
    async paceUpstream(bytesPerSecond) {
      await ask({ order: 'pace', bytesPerSecond })
    },
    takeLedger: () => ask({ order: 'take' }),
    async load(plan, timeoutMs) {
      try {
        const reply = await generator.ask(plan, timeoutMs)
        if (!('report' in reply)) throw new Error('The load generator does not report')
        return reply.report
      } catch (error) {
        // What hangs in this one must not meet the next measurement.
        await generator.stop()
        generator = await startGenerator()
        throw error
      }
    },
    async close() {
      await Promise.all([upstream.stop(), generator.stop()])
    },
  }
}

async function startGenerator(): Promise<Helper<LoadPlan, LoadReply>> {
  const { helper } = await Helper.start<LoadPlan, LoadReply>(new URL('../load/main.ts', import.meta.url))
  return helper
}

/** Node makes no certificates; OpenSSL does wherever nginx or git run. */
function makeCertificate(keyFile: string, certFile: string): void {
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1']
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', keyFile]
  execFileSync('openssl', ['req', '-x509', '-days', '2', ...key, '-out', certFile, ...subject], {
    stdio: 'ignore',
  })
}
