import { insertPasskey, listPasskeys, setPasskeyHandle } from '#db/queries/passkeys.ts';
import { insertReset } from '#db/queries/second-factor-resets.ts';
import { generateId, generateToken } from '#lib/crypto/token.ts';
import { samplePasskey } from '#test/sample-passkey.ts';
import { test } from '../fixtures/mail-sink.ts';
import { expectHome, press, signInWithoutScript, signInWithPassword } from '../fixtures/screens.ts';
import { expect } from '../fixtures/test.ts';
import { words } from '../fixtures/words.ts';

const { heading, text, submit } = words.passkeys.afterReset;

test('the first sign-in after an administrator’s reset lists the passkeys that outlived it; what is unticked goes', async ({
  page,
  people,
  client,
  database,
  sink,
}) => {
  const ada = await people.makeProtected();
  const createdAt = new Date(Date.now() - 86_400_000);
  await setPasskeyHandle(database, ada.id, generateToken());
  for (const name of ['iCloud Keychain', 'A passkey of a thief'])
    await insertPasskey(database, {
      ...{ ...samplePasskey, id: generateId(), userId: ada.id },
      ...{ credentialId: generateToken(), name, createdAt },
    });
  const past = new Date(Date.now() - 60_000);
  await insertReset(database, { userId: ada.id, scheduledBy: 'command:root', scheduledAt: past, dueAt: past });
  await signInWithoutScript(client(), ada);
  await page.goto((await sink.mailTo(ada.email, words.linkMails.resetDue.subject)).link);
  await signInWithPassword(page, ada);
  await expectHome(page, ada);
  const list = page.getByRole('region', { name: heading });
  await expect(list).toContainText(text);
  // Both are a day old: neither is ticked before its owner recognises it.
  await expect(list.getByRole('checkbox', { checked: true })).toHaveCount(0);
  await list.getByLabel('iCloud Keychain').check();
  await press(list.getByRole('button', { name: submit }));
  await expect(list).toBeHidden();
  expect((await listPasskeys(database, ada.id)).map(({ name }) => name)).toEqual(['iCloud Keychain']);
  await page.goto('/profile/two-factor');
  await expect(page.getByText('A passkey of a thief')).toHaveCount(0);
  await expect(page.getByText(heading)).toHaveCount(0);
});
