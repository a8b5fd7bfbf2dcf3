/**
 * The load generator's process: runs the plans that its parent sends.
 */

import type { LoadPlan, LoadReport } from './load-plan.ts'
import { runLoad } from './run-load.ts'

export type LoadReply = { readonly ready: true } | { readonly report: LoadReport }

process.on('message', (plan: LoadPlan) => {
  runLoad(plan).then((report) => reply({ report }))
})
process.on('disconnect', () => process.exit(0))
reply({ ready: true })

function reply(message: LoadReply): void {
  process.send?.(message)
}
