// node scripts/icons.mjs: writes app/_ui/icons.css from the names in app/_ui/icon-names.json and Lucide's drawings.
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const NAMES = 'app/_ui/icon-names.json';
const STYLES = 'app/_ui/icons.css';

/**
 * Returns one rule per icon. Masks take the colour of the text beside them, add nothing to a page and are cached with
 * the style sheet.
 */
export function iconStyles() {
  const names = Object.entries(JSON.parse(readFileSync(NAMES, 'utf8')));
  const rules = names.map(([name, drawing]) => `  .icon-${name} {\n    --icon: ${picture(drawing, '#000')};\n  }`);
  return `/* Written by scripts/icons.mjs from Lucide (ISC). Don't edit: add a name to icon-names.json and run it. */
:root {
  /* Backgrounds of selects, which can't be masks: on light, and on dark. */
  --icon-chevron-down: ${picture('chevron-down', '#556178')};
  --icon-chevron-down-light: ${picture('chevron-down', '#9aa8be')};
}
@layer components {
${rules.join('\n')}
}
`;
}

/**
 * @param {string} drawing Lucide's name
 * @param {string} colour
 */
function picture(drawing, colour) {
  const file = readFileSync(`node_modules/lucide-static/icons/${drawing}.svg`, 'utf8');
  const shapes = file
    .slice(file.indexOf('>', file.indexOf('<svg')) + 1, file.indexOf('</svg>'))
    .replace(/>\s+</g, '><')
    .replaceAll(' />', '/>')
    .trim();
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="${colour}" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">${shapes}</svg>`;
  return `url("data:image/svg+xml,${svg.replaceAll('"', "'").replaceAll('#', '%23').replaceAll('<', '%3C').replaceAll('>', '%3E')}")`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) writeFileSync(STYLES, iconStyles());
