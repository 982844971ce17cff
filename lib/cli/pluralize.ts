/** Returns a count with its noun, e.g. "1 session", "2 sessions". */
export function pluralize(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
