import { expect, test } from '../fixtures/test.ts';

// Every browser test ends by expecting no violation (fixtures/page-watch.ts). This one proves that the watch sees them.
test('attack: an inline script and a foreign picture do not run, and every browser test would notice', async ({
  page,
  watch,
  tolerate,
}) => {
  tolerate(/policy|Content Security|violat|evil\.example/i);
  await page.goto('/login');
  const ran = await page.evaluate(() => {
    document.body.insertAdjacentHTML('beforeend', '<button id="evil" onclick="window.wasHere = true">x</button>');
    document.getElementById('evil')?.click();
    const picture = document.createElement('img');
    picture.src = 'https://evil.example/x.png';
    const frame = document.createElement('iframe');
    frame.src = 'https://evil.example/';
    document.body.append(picture, frame);
    return 'wasHere' in window;
  });
  expect(ran).toBe(false);
  const violations = () => watch.complaints().filter((complaint) => complaint.includes('violation of the policy'));
  for (const directive of [
    'script-src-attr of inline',
    'img-src of https://evil.example',
    'frame-src of https://evil.example',
  ])
    await expect.poll(() => violations().join('\n')).toContain(directive);
});
