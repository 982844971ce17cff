import { expect, test } from './fixtures/test.ts';
import { words } from './fixtures/words.ts';

const firstTime = 'main time';
const timesIn = (html: string) => [...html.matchAll(/<time [^>]*>([^<]*)</g)].map(([, text]) => text);

test('times stand in the reader’s zone from the first byte, once a page has run in that browser', async ({
  people,
  otherBrowser,
}) => {
  const ada = await people.make();
  const context = await otherBrowser({ timezoneId: 'Asia/Tokyo' });
  await people.signIn(context, ada);
  const page = await context.newPage();
  await page.goto('/profile/sessions');
  await expect(page.locator(firstTime).first()).not.toContainText('UTC');
  const shown = await page.locator(firstTime).first().textContent();
  const at = await page.locator(firstTime).first().getAttribute('datetime');
  const inTokyo = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Tokyo' });
  expect(shown).toContain(inTokyo.format(new Date(at ?? '')));
  const again = await (await page.request.get('/profile/sessions')).text();
  expect(timesIn(again)).toContain(shown);
});

test('the very first page after sign-in has its times right: nothing jumps', async ({ people, otherBrowser }) => {
  const ada = await people.make();
  const context = await otherBrowser({ timezoneId: 'Asia/Tokyo' });
  const page = await context.newPage();
  await page.goto('/login');
  await expect.poll(async () => (await context.cookies()).map(({ name }) => name)).toContain('time-zone');
  await people.signIn(context, ada);
  const html = await (await page.request.get('/profile/sessions')).text();
  const at = /<time [^>]*datetime="([^"]+)"/i.exec(html)?.[1] ?? '';
  const inTokyo = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Tokyo' });
  expect(timesIn(html)[0]).toContain(inTokyo.format(new Date(at)));
});

test('a browser that runs no script gets UTC, and is told so', async ({ people, client }) => {
  const ada = await people.make();
  const browser = client();
  await people.signIn(browser, ada);
  const { html } = await browser.open('/profile/sessions');
  expect(timesIn(html)).toContainEqual(expect.stringMatching(/ UTC$/));
});

test('attack: a made-up time zone is neither used nor repeated', async ({ people, client }) => {
  const ada = await people.make();
  for (const zone of ['Mars/Olympus', '%22%3E%3Cscript%3E', '..%2F..%2Fetc', 'x'.repeat(4000)]) {
    const browser = client();
    await people.signIn(browser, ada);
    browser.cookies.set('time-zone', zone);
    const { status, html } = await browser.open('/profile/sessions');
    expect(status).toBe(200);
    expect(html.includes(zone)).toBe(false);
    expect(timesIn(html)).toContainEqual(expect.stringMatching(/ UTC$/));
  }
});

test('on a phone people are ordered by the same heads as in the table', async ({ page, context, people }) => {
  const admin = await people.makeAdmin({ name: 'Mary Shaw' });
  await people.makeProtected({ name: 'Aaron Adams' });
  await people.makeProtected({ name: 'Zoë Zimmer' });
  await people.signIn(context, admin);
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto('/admin');
  await page.getByRole('columnheader', { name: words.people.columns.person }).getByRole('link').click();
  await expect(page.locator('tbody tr').first()).toContainText('Zoë Zimmer');
});
