/**
 * Sizes as pages write them.
 */

/** Bytes for `5242880`, `"5242880"` or `"5MB"` (KB, MB, GB are powers of 1024). What is no size limits nothing. */
export function parseSize(size: number | string): number {
  const [, amount, unit = ''] = /^\s*(\d*\.?\d+)\s*([kmg]?)i?b?\s*$/i.exec(`${size}`) ?? []
  return amount ? Number(amount) * 1024 ** ' kmg'.indexOf(unit.toLowerCase() || ' ') : Infinity
}
