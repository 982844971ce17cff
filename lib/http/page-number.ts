/** Returns which page of a list `?page=` asks for; the first where it makes no sense. */
export function parsePageNumber(value: string | string[] | undefined): number {
  return typeof value === 'string' && /^[1-9]\d{0,4}$/.test(value) ? Number(value) : 1;
}
