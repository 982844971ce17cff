import { findUserByEmail } from '#db/queries/users.ts';
import { test } from '../fixtures/mail-sink.ts';
import type { Answer, NoScriptClient } from '../fixtures/no-script-client.ts';
import type { Person } from '../fixtures/people.ts';
import { expect } from '../fixtures/test.ts';
import { refusal, words } from '../fixtures/words.ts';

// Shares one app between the tests of this file.
test.describe.configure({ mode: 'default' });

const REFUSED = refusal('email-shape');

/** Emails that would reach a second mailbox, or another one, if a mail server parsed them in another way than we do. */
const strange: Record<string, (email: string) => string> = {
  'two addresses with a comma': (email) => `${email},eve@evil.example`,
  'two addresses with a semicolon': (email) => `${email};eve@evil.example`,
  'two addresses with a blank': (email) => `${email} eve@evil.example`,
  'a second header line': (email) => `${email}\r\nBcc: eve@evil.example`,
  'a second header line, by a lone line feed': (email) => `${email}\nBcc: eve@evil.example`,
  'a name around the address': (email) => `Eve <eve@evil.example>, <${email}>`,
  'a full-width at-sign': (email) => email.replace('@', '＠'),
  'a small at-sign': (email) => email.replace('@', '﹫'),
  'a full-width at-sign behind another': (email) => `${email}＠evil.example`,
  'a quoted local part': (email) => `"${email}"@evil.example`,
  'a source route': (email) => `@evil.example:${email}`,
  'a percent sign that forwards': (email) => `${email.replace('@', '%')}@evil.example@example.com`,
  '500 characters': (email) => `${'a'.repeat(500 - email.length)}${email}`,
};

type Form = (browser: NoScriptClient, ada: Person, email: string) => Promise<Answer>;
const forms: Record<string, Form> = {
  'at sign-up': async (browser, _ada, email) =>
    browser.submit(await browser.open('/signup'), words.signUp.form.submit, {
      name: 'Eve Adversary',
      email,
      newPassword: 'lantern meadow copper voyage',
    }),
  'at a forgotten password': async (browser, _ada, email) =>
    browser.submit(await browser.open('/forgot-password'), words.resetPassword.ask.form.submit, { email }),
  'at a change of address': async (browser, ada, email) =>
    browser.submit(await browser.open('/profile?dialog=email'), words.profile.emailDialog.submit, {
      email,
      password: ada.password,
    }),
};

for (const [where, send] of Object.entries(forms)) {
  test(`attack: strange emails ${where}: refused with a sentence, the text stays, no mail is sent`, async ({
    client,
    people,
    database,
    sink,
  }) => {
    const ada = await people.make();
    const { mails } = database.tables;
    const before = (await database.sql.select().from(mails)).length;
    for (const [what, spell] of Object.entries(strange)) {
      const browser = client();
      await people.signIn(browser, ada);
      if (where !== 'at a change of address') browser.cookies.clear();
      const typed = spell(where === 'at a forgotten password' ? ada.email : `new.${ada.email}`);
      const answer = await send(browser, ada, typed);
      expect(answer.text, what).toContain(REFUSED);
      // Forms send every line break as two characters.
      expect(fieldValue(answer, 'email'), what).toBe(typed.replace(/\r?\n/g, '\r\n'));
    }
    expect(await database.sql.select().from(mails)).toHaveLength(before);
    expect(sink.mailsTo('eve@evil.example')).toEqual([]);
    expect(await findUserByEmail(database, `new.${ada.email}`)).toBeNull();
    expect(await findUserByEmail(database, ada.email)).toMatchObject({ id: ada.id });
  });
}

/** Returns the value of a field on the page that came back. */
function fieldValue({ html }: Answer, name: string): string | undefined {
  const [field = ''] = new RegExp(`<input[^>]*name="${name}"[^>]*>`).exec(html) ?? [];
  const [, value] = /\bvalue="([^"]*)"/.exec(field) ?? [];
  return value?.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
