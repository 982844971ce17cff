/** The forms that each language needs (CLDR); a test compares them with those of Intl. */
export const pluralForms = {
  en: ['one', 'other'],
  de: ['one', 'other'],
  fr: ['one', 'many', 'other'],
  es: ['one', 'many', 'other'],
  'pt-BR': ['one', 'many', 'other'],
  it: ['one', 'many', 'other'],
  pl: ['one', 'few', 'many', 'other'],
  ar: ['zero', 'one', 'two', 'few', 'many', 'other'],
} as const;

type Written = keyof typeof pluralForms;
type FormsOf<L extends Written> = (typeof pluralForms)[L][number];

/** The forms of a sentence whose number only the browser knows; it puts it in the place of {n} (app/_ui/counted.ts). */
export type Counted = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>;

/** Returns the chooser between the forms of a sentence by a number. Without one of its forms no language compiles. */
export function plurals<L extends Written>(language: L) {
  const rules = new Intl.PluralRules(language);
  return (n: number, forms: Readonly<Record<FormsOf<L>, string>>): string =>
    (forms as Counted)[rules.select(n)] ?? (forms as Record<'other', string>).other;
}

/** The forms themselves, for the browser to choose from. */
export function countedIn<L extends Written>(_language: L) {
  return (forms: Readonly<Record<FormsOf<L>, string>>): Counted => forms;
}
