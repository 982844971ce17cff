/**
 * Keeps what the user types before hydration. An element that a password manager has inserted between ours makes React
 * rebuild the whole page when it hydrates: the fields are then new, empty and without focus, and further typing would
 * land in another one. Kept in memory only, until the page has hydrated.
 */
type Typed = { value: string; from: HTMLInputElement };

const typed = new Map<string, Typed>();
let focused: { id: string; start: number | null; end: number | null } | null = null;

function note({ target }: Event): void {
  if (target instanceof HTMLInputElement) keep(target);
}

function keep(field: HTMLInputElement): void {
  if (!field.id || field.type === 'hidden') return;
  if (field.value !== field.defaultValue) typed.set(field.id, { value: field.value, from: field });
  if (document.activeElement === field) {
    // An email field has no selection to read.
    focused = { id: field.id, start: field.selectionStart, end: field.selectionEnd };
  }
}

/** Starts to remember, with what is in the fields by now. */
export function rememberTyping(): void {
  for (const field of document.querySelectorAll('input')) keep(field);
  for (const kind of ['input', 'focusin', 'keyup']) document.addEventListener(kind, note, true);
}

/** Restores what rendering the page again has removed. Called in the same turn, so that no key comes between. */
export function putTypingBack(): void {
  for (const kind of ['input', 'focusin', 'keyup']) document.removeEventListener(kind, note, true);
  for (const [id, { value, from }] of typed) {
    const field = document.getElementById(id);
    if (field instanceof HTMLInputElement && field !== from && field.type === from.type) write(field, value);
  }
  const field = focused && document.getElementById(focused.id);
  if (focused && field instanceof HTMLInputElement && document.activeElement !== field) {
    field.focus();
    if (focused.start !== null) field.setSelectionRange(focused.start, focused.end);
  }
  typed.clear();
  focused = null;
}

/** Sets a value as typing does: React notices only a value that is set past its own tracking. */
function write(field: HTMLInputElement, value: string): void {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
