import { readFile } from 'node:fs/promises';
import { generateId } from '#lib/crypto/token.ts';
import { expect, test } from './fixtures/test.ts';
import { words } from './fixtures/words.ts';

const { export: exported } = words.people;
const team = () => generateId().toLowerCase().replace(/\W/g, 'x');

test('the list is saved as it is shown: found, filtered, in its order; and that is an event', async ({
  page,
  context,
  people,
}) => {
  const [admin, mark] = [await people.makeAdmin(), team()];
  for (const name of ['Ada', 'Bob']) await people.make({ name, email: `${mark}-${name}@example.com` });
  await people.makeProtected({ name: 'Eve', email: `${mark}-eve@example.com` });
  await people.signIn(context, admin);
  await page.goto(`/admin?q=${mark}&filter=without-two-factor&sort=name-desc`);
  const save = async (format: 'csv' | 'jsonl') => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: exported[format], exact: true }).click(),
    ]);
    expect(download.suggestedFilename()).toBe(`people.${format}`);
    return readFile(await download.path(), 'utf8');
  };
  const rows = (await save('csv')).trimEnd().split('\r\n');
  expect(rows[0]).toBe(Object.values(exported.columns).join(','));
  expect(rows.slice(1).map((row) => row.split(',')[0])).toEqual([`${mark}-bob@example.com`, `${mark}-ada@example.com`]);
  const lines = (await save('jsonl')).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line).name)).toEqual(['Bob', 'Ada']);
  await page.goto('/admin/events');
  await expect(page.getByText(words.events.lines['people-exported']({ search: mark })).first()).toBeVisible();
});

test('attack: only administrators get the list, and only from our page (M-19)', async ({ client, people }) => {
  const [admin, ada] = [await people.makeAdmin(), await people.make()];
  const desk = client();
  await people.signIn(desk, admin);
  const page = await desk.open('/admin');
  const ask = (headers = {}) => desk.submitOnce(page, exported.csv, {}, { headers });
  expect((await ask()).text).toContain(admin.email);
  const foreign = await ask({ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' });
  expect(foreign.status).toBe(403);
  const thief = client();
  await people.signIn(thief, ada);
  const stolen = await thief.submitOnce(page, exported.csv);
  expect(stolen.status).toBe(404);
  expect(stolen.text).not.toContain(admin.email);
  expect((await client().submitOnce(page, exported.csv)).status).toBe(404);
});

test('attack: the name of a formula is a text in the file (M-20)', async ({ client, people }) => {
  const [admin, mark] = [await people.makeAdmin(), team()];
  await people.make({ name: '=HYPERLINK("https://evil.example","x")', email: `${mark}@example.com` });
  const desk = client();
  await people.signIn(desk, admin);
  const file = await desk.submitOnce(await desk.open(`/admin?q=${mark}`), exported.csv);
  expect(file.html).toContain(`"'=HYPERLINK(""https://evil.example"",""x"")"`);
});
