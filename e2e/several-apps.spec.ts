import { letTimePass } from './fixtures/ageing.ts';
import { Authenticator } from './fixtures/authenticator.ts';
import {
  expectHome,
  expectProblem,
  openChallenge,
  openTwoFactorTab,
  press,
  qrCode,
  typeCode,
} from './fixtures/screens.ts';
import { expect, test } from './fixtures/test.ts';
import { refusal, words } from './fixtures/words.ts';

const { app, done } = words.twoFactor;
const { add, rename, remove } = words.twoFactorDialogs;
const { code: CODE, password: PASSWORD } = words.reauthentication.fields;

test('a second app is added with a name, signs in, is renamed and removed; the first one stays', async ({
  page,
  context,
  people,
  database,
  otherBrowser,
}) => {
  const ada = await people.makeProtected();
  await people.signIn(context, ada);
  await openTwoFactorTab(page);
  await page.getByRole('button', { name: app.add }).click();
  const adding = page.getByRole('dialog', { name: add.gate.title });
  await adding.getByLabel(CODE).fill(ada.phone.nextCode());
  await adding.getByLabel(PASSWORD, { exact: true }).fill(ada.password);
  await press(adding.getByRole('button', { name: add.gate.submit }));
  const tablet = await Authenticator.scan(qrCode(adding));
  const code = tablet.nextCode();
  await adding.getByLabel(CODE).fill(code);
  // Without a name nothing is evaluated, and the code is still there.
  await press(adding.getByRole('button', { name: add.form.submit, exact: true }));
  await expectProblem(adding, refusal('factor-name-empty'));
  await expect(adding.getByLabel(CODE)).toHaveValue(code);
  await adding.getByLabel(add.form.name, { exact: true }).fill('Tablet <b>at home</b>');
  await press(adding.getByRole('button', { name: add.form.submit, exact: true }));
  await expect(page.getByText(done.added)).toBeVisible();
  const rows = page.getByRole('list', { name: app.heading }).getByRole('listitem');
  await expect(rows).toHaveCount(2);

  await letTimePass(database, ada.id, tablet);
  const elsewhere = await otherBrowser();
  const there = await elsewhere.newPage();
  await people.beginSignIn(elsewhere, ada);
  await openChallenge(there);
  await typeCode(there, tablet.nextCode());
  await expectHome(there, ada);

  await page.getByRole('button', { name: app.renameNamed({ name: 'Tablet <b>at home</b>' }) }).click();
  const renaming = page.getByRole('dialog', { name: rename.title });
  await renaming.getByLabel(rename.name, { exact: true }).fill('  Old   tablet ');
  await press(renaming.getByRole('button', { name: rename.submit }));
  await expect(rows.filter({ hasText: 'Old tablet' })).toBeVisible();

  await page.getByRole('button', { name: app.removeNamed({ name: 'Old tablet' }) }).click();
  const removing = page.getByRole('dialog', { name: remove.title({ name: 'Old tablet' }) });
  await removing.getByLabel(CODE).fill(tablet.nextCode());
  await removing.getByLabel(PASSWORD, { exact: true }).fill(ada.password);
  await press(removing.getByRole('button', { name: remove.submit, exact: true }));
  await expectProblem(removing, refusal('code-of-removed'));
  await removing.getByLabel(CODE).fill(ada.phone.nextCode());
  await removing.getByLabel(PASSWORD, { exact: true }).fill(ada.password);
  await press(removing.getByRole('button', { name: remove.submit, exact: true }));
  await expect(page.getByText(done.removed)).toBeVisible();
  await expect(rows).toHaveCount(1);
  await there.goto('/profile');
  await expect(there).toHaveURL(/\/login/);
});

test('without JavaScript a second app is added too; while there is one alone, nothing offers to remove it', async ({
  people,
  client,
}) => {
  const noScript = client();
  const ada = await people.makeProtected();
  await people.signIn(noScript, ada);
  const tab = await noScript.open('/profile/two-factor');
  expect(tab.text).toContain(app.move);
  expect(tab.text).not.toContain(app.remove);
  const gate = await noScript.open('/profile/two-factor?dialog=add');
  const proof = { code: ada.phone.nextCode(), password: ada.password };
  const scan = await noScript.submit(gate, add.gate.submit, proof);
  const [uri = ''] = /otpauth:[^"]+/.exec(scan.html) ?? [];
  const tablet = new Authenticator(uri.replaceAll('&amp;', '&'));
  const added = await noScript.submit(scan, add.form.submit, { code: tablet.nextCode(), name: 'Tablet' });
  expect(added.text).toContain(done.added);
  expect(added.text).toContain('Tablet');
});
