import { expect, test } from '../fixtures/test.ts';
import { hello, refusal, words } from '../fixtures/words.ts';

// No response tells who has an account. The long run (scripts/soak.mjs) measures response times.

test('signing up with a taken email reveals nothing and changes nothing', async ({ client, people }) => {
  const ada = await people.make();
  const visitor = client();
  const answers = [];
  for (const email of [ada.email, `new-${ada.email}`]) {
    const form = await visitor.open('/signup');
    answers.push(
      await visitor.submit(form, words.signUp.form.submit, {
        name: 'Eve Adversary',
        email,
        newPassword: 'correct horse battery staple',
      }),
    );
  }
  const [taken, free] = answers.map(({ status, text }) => ({ status, text: text.replaceAll('new-', '') }));
  expect(taken).toEqual(free);
  const owner = client();
  expect(
    (
      await owner.submit(await owner.open('/login'), words.signIn.form.submit, {
        email: ada.email,
        password: ada.password,
      })
    ).text,
  ).toContain(hello('Ada'));
});

test('unknown email, wrong password and an account without one get the same response', async ({
  client,
  people,
  providers,
}) => {
  const [ada, grace] = [await people.makeProtected(), await people.make({ at: await providers.google.person() })];
  const texts = [];
  for (const email of [ada.email, grace.email, `nobody-${ada.email}`]) {
    const visitor = client();
    const { status, text } = await visitor.submit(await visitor.open('/login'), words.signIn.form.submit, {
      email,
      password: 'wrong password of some length',
    });
    texts.push(`${status} ${text}`.replaceAll(email, ''));
  }
  expect(new Set(texts).size).toBe(1);
  expect(texts[0]).toContain(refusal('sign-in-failed'));
});
