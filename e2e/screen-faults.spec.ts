import { outsideWords } from '../test/outside-words.ts';
import { overlaps, sideways } from './fixtures/layout-faults.ts';
import { saidOn } from './fixtures/said-on.ts';
import { expect, test } from './fixtures/test.ts';

test('what the look at every screen searches for is found', async ({ page }) => {
  const at = (place: string) => `style="position:absolute;${place}"`;
  await page.setContent(`
    <title>Outside</title>
    <p ${at('top:0')}>Hello, ⟦ƒŕĩēńď⟧ <bdi>Ada</bdi></p>
    <button ${at('top:50px')} aria-label="Shut">⟦×⟧</button>
    <p ${at('top:100px;width:60px;overflow:hidden;white-space:nowrap')}>⟦Ćūţ ōƒƒ ĥēŕē⟧</p>
    <p ${at('top:150px;width:60px;border:1px solid;white-space:nowrap')}>⟦Ōūţ ōƒ ĩţŝ ƀōẋ⟧</p>
    <p ${at('top:200px')}>⟦Ōńē⟧</p><p ${at('top:205px')}>⟦Ţŵō⟧</p>
    <button ${at('top:250px')}>⟦À⟧</button><button ${at('top:250px')}>⟦Ɓ⟧</button>`);
  expect(outsideWords(await saidOn(page), ['Ada'])).toEqual(['Outside', 'Hello', 'Shut']);
  const found = (await overlaps(page)).map((fault) => fault.replace(/⟦|⟧/g, ''));
  expect(found).toEqual(
    expect.arrayContaining([
      'cut: Ćūţ ōƒƒ ĥēŕē',
      'leaves its box: Ōūţ ōƒ ĩţŝ ƀōẋ',
      'over each other: Ōńē | Ţŵō',
      'over each other: À | Ɓ',
    ]),
  );
  expect(found).toHaveLength(4);
  expect(await sideways(page)).toEqual([]);
  await page.setContent('<div style="inline-size:3000px">⟦Ŵĩďē⟧</div>');
  expect(await sideways(page)).toHaveLength(2);
});
