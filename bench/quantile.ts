/**
 * Nearest rank.
 * @param sorted ascending
 * @returns 0 where there are no samples
 */
export function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * q) - 1)] ?? 0;
}
