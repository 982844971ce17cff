const NUMBERED = /^\$ACTION_(?:REF_(\d{1,4})|(\d{1,4}):[01]|KEY)$/;
const IDS = /^[0-9a-f]{20,80}$/;
// In React's notation a text that begins with $ refers to something else, unless another $ follows.
const POINTER = /^\$(?!\$|undefined$)/;

/**
 * Returns whether a form calls a server action as our pages do: with the state of a form, then the form, with or
 * without a script. React's notation allows far more, none of which we ever read, and Next answers what it can't decode
 * with a 500 and a stack in the log (attack F-08). A form that calls no action passes.
 */
export function isActionCall(form: FormData, isByScript: boolean): boolean {
  const names = [...form.keys()];
  if (isByScript) return names.every((name) => name === '0' || name.startsWith('_1_')) && isCall(form.getAll('0'));
  const marks = names.filter((name) => name.startsWith('$ACTION_'));
  return marks.length === 0 || isBareCall(form, marks);
}

/** The arguments as our scripts write them. */
function isCall(sent: FormDataEntryValue[]): boolean {
  const args = readOnce(sent);
  return Array.isArray(args) && args.length === 2 && isState(args[0]) && args[1] === '$K1';
}

/** The hidden fields of a form that is sent without a script. */
function isBareCall(form: FormData, marks: string[]): boolean {
  const numbers = new Set(
    marks.map((name) => NUMBERED.exec(name)).map((found) => found && (found[1] ?? found[2] ?? 'key')),
  );
  numbers.delete('key');
  const [number] = numbers;
  if (numbers.size !== 1 || !number) return false;
  const reference = readOnce(form.getAll(`$ACTION_${number}:0`));
  const bound = readOnce(form.getAll(`$ACTION_${number}:1`));
  return (
    form.getAll(`$ACTION_REF_${number}`).length === 1 &&
    isReference(reference) &&
    Array.isArray(bound) &&
    bound.length === 1 &&
    isState(bound[0])
  );
}

function isReference(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { id, bound, ...rest } = value as Record<string, unknown>;
  return typeof id === 'string' && IDS.test(id) && bound === '$@1' && Object.keys(rest).length === 0;
}

function isState(value: unknown): boolean {
  return (
    typeof value === 'object' && value !== null && 'status' in value && !texts(value).some((text) => POINTER.test(text))
  );
}

/** Returns every text in a value, however deep. */
function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [];
}

/** Returns the value of a part that was sent once; undefined for anything that isn't JSON. */
function readOnce([part, ...more]: FormDataEntryValue[]): unknown {
  if (typeof part !== 'string' || more.length > 0) return undefined;
  try {
    const value: unknown = JSON.parse(part);
    // Nothing of ours nests so deep that it can't be serialised again.
    JSON.stringify(value);
    return value;
  } catch {
    return undefined;
  }
}
