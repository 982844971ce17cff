import type { Page } from '@playwright/test';
import { insertChange, markChanges } from '#db/queries/address-changes.ts';
import { insertToken } from '#db/queries/tokens.ts';
import { findUser } from '#db/queries/users.ts';
import { generateToken, hashToken } from '#lib/crypto/token.ts';
import type { Database } from './fixtures/database.ts';
import { plugIn } from './fixtures/passkey.ts';
import type { Person } from './fixtures/people.ts';
import { press } from './fixtures/screens.ts';
import { expect, test } from './fixtures/test.ts';
import { words } from './fixtures/words.ts';

const HOUR_MS = 3_600_000;
const { undo, keep, disputeFields } = words.accountLinks;
const byPasskey = (page: Page, { form }: typeof undo | typeof keep) => page.getByRole('button', { name: form.passkey });

/** The account has had another address for an hour. Returns the mailed link that leads back. */
async function change(database: Database, { id: userId, email }: Person, purpose: 'undo-email' | 'objection') {
  const former = `former-${email}`;
  const about = `c-${userId}`;
  const changedAt = new Date(Date.now() - HOUR_MS);
  await insertChange(database, {
    id: about,
    userId,
    fromEmail: former,
    toEmail: email,
    fromSince: new Date(0),
    changedAt,
  });
  if (purpose === 'objection') await markChanges(database, [about], { undoDueAt: new Date(Date.now() + 20 * HOUR_MS) });
  const secret = generateToken();
  const expiresAt = new Date(Date.now() + 24 * HOUR_MS);
  const token = { secretHash: hashToken(secret), purpose, owner: userId, email: null, sealedPayload: null, about };
  await insertToken(database, { ...token, createdAt: new Date(), expiresAt });
  return { former, link: `/link/${purpose}?token=${secret}` };
}

test('an old passkey undoes a change of address at once, in a browser that the account never saw', async ({
  page,
  people,
  database,
}) => {
  const ada = await people.make();
  const laptop = await plugIn(page);
  const { former, link } = await change(database, ada, 'undo-email');
  await laptop.hold(database, ada);
  await page.goto(link);
  await expect(page.getByText(undo.takesTime)).toBeVisible();
  // The finger is not the right one: nothing happens, and the page says so.
  await laptop.recognise(false);
  await byPasskey(page, undo).click();
  await expect(page.getByText(disputeFields.passkey.cancelled)).toBeVisible();
  expect((await findUser(database, ada.id))?.email).toBe(ada.email);
  await laptop.recognise(true);
  await press(byPasskey(page, undo));
  await expect(page.getByRole('heading', { name: undo.done.title })).toBeVisible();
  expect((await findUser(database, ada.id))?.email).toBe(former);
});

test('an objection with a passkey of today is refused; without a script or an older passkey none is asked for', async ({
  page,
  people,
  database,
  otherBrowser,
}) => {
  const [ada, grace] = [await people.make(), await people.make({ name: 'Grace Hopper' })];
  const laptop = await plugIn(page);
  const { link } = await change(database, ada, 'objection');
  await laptop.hold(database, ada);
  await page.goto(link);
  await press(byPasskey(page, keep));
  // A day old: older than the change, and no week.
  await expect(page.getByText(words.refusals['objection-refused'])).toBeVisible();
  expect((await findUser(database, ada.id))?.email).toBe(ada.email);

  const other = await change(database, grace, 'objection');
  await page.goto(other.link);
  await expect(page.getByRole('button', { name: keep.form.submit })).toBeVisible();
  await expect(byPasskey(page, keep)).toHaveCount(0);

  const scriptless = await (await otherBrowser({ javaScriptEnabled: false })).newPage();
  await scriptless.goto(link);
  await expect(scriptless.getByRole('button', { name: keep.form.submit })).toBeVisible();
  await expect(byPasskey(scriptless, keep)).toBeHidden();
});
