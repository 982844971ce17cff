import type { Page } from '@playwright/test';
import { expect, test } from './fixtures/test.ts';

// A slow processor paints pages while they are parsed, and what is painted must not move then.
const SLOWER = 6;
const LOADS = 1;
/** Of the cumulative layout shift, which is told in hundredths: less is nothing that an eye sees. */
const UNSEEN = 0.001;
const before = ['/login', '/signup', '/forgot-password', '/link-dead', '/nothing-here'];
const behind = ['/', '/profile', '/profile/two-factor', '/profile/sessions'];

test.slow();

for (const [name, viewport] of [
  ['a big screen', { width: 1440, height: 900 }],
  ['a phone', { width: 390, height: 844 }],
] as const)
  test(`nothing that is painted moves while a page loads, on ${name}`, async ({ people, otherBrowser, tolerate }) => {
    tolerate(/status of 404/);
    const stranger = await otherBrowser({ viewport });
    const signed = await otherBrowser({ viewport });
    await people.signIn(signed, await people.makeAdmin());
    const moved: string[] = [];
    for (const [context, paths] of [
      [stranger, before],
      [signed, behind],
    ] as const) {
      const page = await context.newPage();
      await watch(page);
      for (const path of paths)
        for (let load = 0; load < LOADS; load++) {
          const shifts = await shiftsOf(page, path);
          if (shifts.length > 0) moved.push(`${path}: ${shifts.join(', ')}`);
        }
    }
    expect(moved).toEqual([]);
  });

test('a font that comes late moves next to nothing', async ({ otherBrowser, tolerate }) => {
  tolerate(/status of 404/);
  const page = await (await otherBrowser({ viewport: { width: 1280, height: 720 } })).newPage();
  const hasArial = () =>
    new FontFace('its twin', 'local("Arial"), local("Liberation Sans")').load().then(
      () => true,
      () => false,
    );
  test.skip(!(await page.evaluate(hasArial)), 'Neither Arial nor its twin is on this machine.');
  await watch(page);
  const moved: string[] = [];
  for (const path of before) {
    let letItCome = () => {};
    const painted = new Promise<void>((resolve) => {
      letItCome = resolve;
    });
    await page.route('**/*.woff2', async (route) => {
      await painted;
      await route.continue();
    });
    await page.goto(path, { waitUntil: 'domcontentloaded' });
    await page.evaluate(() => new Promise(requestAnimationFrame).then(() => new Promise(requestAnimationFrame)));
    expect(await page.evaluate(() => document.fonts.check('16px latin'))).toBe(false);
    letItCome();
    const shifts = await page.evaluate(async () => {
      await document.fonts.ready;
      for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
      return (window as unknown as { shifts: string[] }).shifts;
    });
    moved.push(...shifts.map((shift) => `${path}: ${shift}`));
    await page.unroute('**/*.woff2');
  }
  expect(moved).toEqual([]);
});

type Shift = PerformanceEntry & { value: number; sources: { node?: Element }[] };

async function watch(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  await page.addInitScript((unseen) => {
    const shifts: string[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const shift of (list.getEntries() as Shift[]).filter(({ value }) => value >= unseen))
        shifts.push(`${shift.value.toFixed(4)} ${shift.sources.map(({ node }) => node?.nodeName).join(' ')}`);
    }).observe({ type: 'layout-shift', buffered: true });
  }, UNSEEN);
}

/** Returns what moved until the page had loaded and was painted twice more. */
async function shiftsOf(page: Page, path: string): Promise<string[]> {
  await page.goto(path);
  return page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
    return (window as unknown as { shifts: string[] }).shifts;
  });
}
