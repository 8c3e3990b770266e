/**
 * Measures between two looks at a monotonic clock.
 *
 * @param fromMs The first look, in milliseconds.
 * @param toMs The second look.
 * @returns Milliseconds, never negative; in whole microseconds, as more digits would be noise,
 * and cost bytes in every event.
 */
export function elapsedMs(fromMs: number, toMs: number): number {
  return Math.max(0, Math.round((toMs - fromMs) * 1000) / 1000);
}

/**
 * Writes a duration as people say it.
 *
 * @param ms Milliseconds.
 * @returns Such as `0.2 ms`, `3.8 ms`, `412 ms`, `1.24 s`, `3 m 05 s` or `2 h 07 m`.
 */
export function formatDuration(ms: number): string {
  if (ms < 9.95) return `${ms.toFixed(1)} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 59_995) return `${(ms / 1000).toFixed(2)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} m ${pad(seconds % 60)} s`;
  const minutes = Math.round(ms / 60_000);
  return `${Math.floor(minutes / 60)} h ${pad(minutes % 60)} m`;
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}
