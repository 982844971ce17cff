import type { FormMark } from '#lib/rules/form/form-mark.ts';

const KEY = 'typed';

type Texts = Record<string, string>;

/**
 * Keeps what was typed over a reload of this page, in this tab alone, for the user and the object that the form was
 * drawn for. `texts` never hold a password or a code.
 */
export function keepTexts(mark: FormMark, texts: Texts): void {
  try {
    sessionStorage.setItem(keyOf(mark), JSON.stringify(texts));
  } catch {
    // A browser that stores nothing loses them, as before.
  }
}

/** Puts kept texts back into fields that haven't changed since, once. */
export function putTextsBack(mark: FormMark): void {
  try {
    const kept = sessionStorage.getItem(keyOf(mark));
    if (!kept) return;
    const texts = JSON.parse(kept) as Texts;
    for (const [name, text] of Object.entries(texts)) {
      const field = document.querySelector<HTMLInputElement>(`main form [name="${name}"]:not([type="hidden"])`);
      // A dialog that isn't open yet: searched again when it is.
      if (!field) continue;
      delete texts[name];
      if (field.value === field.defaultValue) field.value = text;
    }
    if (Object.keys(texts).length === 0) sessionStorage.removeItem(keyOf(mark));
    else sessionStorage.setItem(keyOf(mark), JSON.stringify(texts));
  } catch {
    // As above.
  }
}

function keyOf({ who, what }: FormMark): string {
  return [KEY, location.pathname, who, what].join(' ');
}
