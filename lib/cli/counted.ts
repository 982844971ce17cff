/** A number with the words after it, e.g. "1 session", "2 sessions". */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
