import { eq } from 'drizzle-orm';
import { NoScriptClient } from '../fixtures/no-script-client.ts';
import { signInWithoutScript } from '../fixtures/screens.ts';
import { expect, test } from '../fixtures/test.ts';
import { hello, refusal, words } from '../fixtures/words.ts';

const keyOf = (html: string) => /href="otpauth:[^"]*secret=([A-Z2-7]+)/.exec(html)?.[1] ?? '';

test('fault: a restart in the middle: sign-ins and setups continue, counters and locks hold', async ({
  app,
  people,
  database,
}) => {
  const [ada, eve] = [await people.makeProtected(), await people.makeProtected({ name: 'Eve Adversary' })];
  const [grace, joan] = [await people.make({ name: 'Grace Hopper' }), await people.make({ name: 'Joan Clarke' })];
  const first = await app.secondInstance();
  const browsers = Array.from({ length: 4 }, () => new NoScriptClient(first.origin));
  const [signingIn, guessing, settingUp, locked] = browsers as [
    NoScriptClient,
    NoScriptClient,
    NoScriptClient,
    NoScriptClient,
  ];
  await signInWithoutScript(signingIn, ada);
  const challenge = await signInWithoutScript(guessing, eve);
  for (let attempt = 0; attempt < 4; attempt += 1)
    await guessing.submit(challenge, words.challenge.form.submit, { code: eve.phone.wrongCode() });
  await people.signIn(settingUp, grace);
  const dialog = await settingUp.submit(await settingUp.open('/profile/two-factor'), words.twoFactor.off.enable);
  const login = await locked.open('/login');
  for (let attempt = 0; attempt < 10; attempt += 1)
    await locked.submit(login, words.signIn.form.submit, {
      email: joan.email,
      password: 'a wrong password of some length',
    });

  await first.crash();
  const second = await app.secondInstance();
  try {
    const went = await signingIn.at(second.origin).open('/login/two-factor');
    const home = await signingIn
      .at(second.origin)
      .submit(went, words.challenge.form.submit, { code: ada.phone.nextCode() });
    expect(home.text).toContain(hello('Ada'));

    const guesser = guessing.at(second.origin);
    const page = await guesser.open('/login/two-factor');
    const fifth = await guesser.submit(page, words.challenge.form.submit, { code: eve.phone.wrongCode() });
    expect(fifth.text).toContain(refusal('code-wrong'));
    const sixth = await guesser.submit(page, words.challenge.form.submit, { code: eve.phone.nextCode() });
    expect(sixth.text).toContain(refusal('challenge-spent'));

    const again = await settingUp.at(second.origin).open('/profile/two-factor?dialog=enable');
    expect(keyOf(again.html)).toMatch(/^[A-Z2-7]{32}$/);
    expect(keyOf(again.html)).toBe(keyOf(dialog.html));

    const refused = await signInWithoutScript(new NoScriptClient(second.origin), joan);
    expect(refused.text).toContain(refusal('too-many-attempts', { minutes: 15 }));
    const { challenges } = database.tables;
    expect(await database.sql.select().from(challenges).where(eq(challenges.userId, eve.id))).toHaveLength(1);
  } finally {
    await second.stop();
  }
});
