/** Letters that Unicode doesn't decompose, as people type them without such a keyboard. */
const plain: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ς: 'σ',
};

/** Returns the columns by which a search finds a user with this name. */
export function searchedNames(name: string): { nameFolded: string; nameRest: string | null; nameLast: string | null } {
  const nameFolded = folded(name);
  const [, ...rest] = nameFolded.split(/\s+/).filter(Boolean);
  return {
    nameFolded,
    nameRest: rest.length > 0 ? rest.join(' ') : null,
    nameLast: rest.length > 1 ? (rest.at(-1) ?? null) : null,
  };
}

/**
 * Returns a text as a search compares it: NFKC, lower case, without accents, so that `ozlem` finds Özlem and `юрий`
 * finds ЮРИЙ. Done here, since SQLite's `lower` knows ASCII only and PostgreSQL's depends on the database's locale.
 * Only accents of Latin, Greek and Cyrillic go: in other scripts such marks are vowels.
 */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[ßæœøłđðþıς]/g, (letter) => plain[letter] ?? letter)
    .normalize('NFKC');
}
