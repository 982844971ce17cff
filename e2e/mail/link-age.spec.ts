import { letLinksAge } from '../fixtures/ageing.ts';
import { NEW_PASSWORD, requestLink } from '../fixtures/mail-screens.ts';
import { test } from '../fixtures/mail-sink.ts';
import { expect } from '../fixtures/test.ts';
import { hello, words } from '../fixtures/words.ts';

// Shares one app between the tests of this file.
test.describe.configure({ mode: 'default' });

const DEAD = words.frame.deadLink.title;
const CHANGED = words.signIn.reasons.reset;

test('attack: a link for a new password works for 29 minutes, and not for 31', async ({
  client,
  people,
  database,
  sink,
}) => {
  for (const minutes of [29, 31]) {
    const ada = await people.make();
    const browser = client();
    await requestLink(browser, ada.email);
    const { link } = await sink.mailTo(ada.email, words.linkMails.resetPassword.subject);
    await letLinksAge(database, ada.id, minutes);
    const page = await browser.open(link);
    if (minutes > 30) {
      expect(page.text).toContain(DEAD);
      expect(page.text).toContain(words.resetPassword.choose.deadWayOn);
    } else {
      expect(
        (await browser.submit(page, words.resetPassword.choose.form.submit, { newPassword: NEW_PASSWORD })).text,
      ).toContain(CHANGED);
    }
  }
});

test('attack: a page that was opened in time changes no password when it is submitted too late', async ({
  client,
  people,
  database,
  sink,
}) => {
  const ada = await people.make();
  const browser = client();
  await requestLink(browser, ada.email);
  const page = await browser.open((await sink.mailTo(ada.email, words.linkMails.resetPassword.subject)).link);
  await letLinksAge(database, ada.id, 31);
  const late = await browser.submit(page, words.resetPassword.choose.form.submit, { newPassword: NEW_PASSWORD });
  expect(late.text).toContain(DEAD);
  const login = await browser.open('/login');
  const home = await browser.submit(login, words.signIn.form.submit, { email: ada.email, password: ada.password });
  expect(home.text).toContain(hello('Ada'));
});

test('a link that confirms an email works for a day less a minute, and not a minute longer', async ({
  client,
  people,
  database,
  sink,
}) => {
  const day = 24 * 60;
  for (const minutes of [day - 1, day + 1]) {
    const ada = await people.make();
    const browser = client();
    await people.signIn(browser, ada);
    const moved = `moved.${ada.email}`;
    const dialog = await browser.open('/profile?dialog=email');
    await browser.submit(dialog, words.profile.emailDialog.submit, { email: moved, password: ada.password });
    const { link } = await sink.mailTo(moved, words.linkMails.confirmNewAddress.subject);
    const opened = await browser.open(link);
    await letLinksAge(database, ada.id, minutes);
    const answer = await browser.submit(opened, words.accountLinks.confirmEmail.form.submit);
    expect(answer.text).toContain(minutes < day ? words.accountLinks.confirmEmail.done.text : DEAD);
  }
});
