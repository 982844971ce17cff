// Segments within segments; ours nest less than ten deep.
const DEEPEST = 30;
const MARKERS: unknown[] = ['refetch', 'inside-shared-layout', 'metadata-only'];
// Parts of a URL that stand for a value. None of our folders is an intercepting route.
const KINDS: unknown[] = ['d', 'c', 'oc'];

/**
 * Returns whether a `next-router-state-tree` header says where in the app the user is as our pages say it. Next answers
 * one that it can't read with a 500 and a stack in the log (attack F-11).
 */
export function isRouterState(sent: string): boolean {
  try {
    return isPlace(JSON.parse(decodeURIComponent(sent)), DEEPEST);
  } catch {
    return false;
  }
}

function isPlace(value: unknown, depthLeft: number): boolean {
  if (depthLeft === 0 || !Array.isArray(value) || value.length > 6) return false;
  const [segment, children, refresh, marker, hints, query] = value as unknown[];
  return (
    isSegment(segment) &&
    typeof children === 'object' &&
    children !== null &&
    !Array.isArray(children) &&
    Object.values(children).every((child) => isPlace(child, depthLeft - 1)) &&
    isNoneOr(refresh, (pair) => isTexts(pair) && pair.length === 2) &&
    isNoneOr(marker, (word) => MARKERS.includes(word)) &&
    isNoneOr(hints, (bits) => typeof bits === 'number') &&
    (query === undefined || typeof query === 'string')
  );
}

function isSegment(value: unknown): boolean {
  if (typeof value === 'string') return true;
  if (!Array.isArray(value) || value.length !== 4) return false;
  const [name, key, kind, siblings] = value as unknown[];
  return isTexts([name, key, kind]) && KINDS.includes(kind) && (siblings === null || isTexts(siblings));
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((part) => typeof part === 'string');
}

function isNoneOr(value: unknown, fits: (value: unknown) => boolean): boolean {
  return value === undefined || value === null || fits(value);
}
