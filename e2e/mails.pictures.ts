import { mkdirSync, writeFileSync } from 'node:fs';
import { test } from '@playwright/test';
import { sampleMails } from '../test/sample-mails.ts';

// npm run pictures -- mails: every mail as HTML, as text and as a picture, light and dark, to be looked at.
const FOLDER = process.env['MAILS_FOLDER'] ?? 'test-results/mails';
const widths = [800, 390];

test.beforeAll(() => mkdirSync(FOLDER, { recursive: true }));

for (const [name, { subject, text, html }] of sampleMails('en'))
  test(name, async ({ page }) => {
    writeFileSync(`${FOLDER}/${name}.html`, html);
    writeFileSync(`${FOLDER}/${name}.txt`, `Subject: ${subject}\n\n${text}\n`);
    await page.setContent(html);
    for (const width of widths)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.setViewportSize({ width, height: 600 });
        await page.emulateMedia({ colorScheme });
        await page.screenshot({ path: `${FOLDER}/${name}-${width}-${colorScheme}.png`, fullPage: true });
      }
  });
