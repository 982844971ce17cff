import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeAdminCommand } from '../../test/admin-command.ts';

let installation: Awaited<ReturnType<typeof makeAdminCommand>>;
beforeAll(async () => {
  installation = await makeAdminCommand();
});
afterAll(() => installation.close());

/** A _ stands for a space. */
const admin = (words: string) => installation.admin(words.split(' ').map((word) => word.replaceAll('_', ' ')));
const wiki = 'https://wiki.example.com';

test('where Home opens an app, and what signing out means to it, is said when it is added, and shown again', async () => {
  const added = await admin(
    `app add wiki Team_wiki --redirect ${wiki}/back --everyone --launch ${wiki}/start --description What_we_know --sign-out ${wiki}/out,${wiki}/bye --back-channel http://10.0.0.7/heard --stays-signed-in --reason New`,
  );
  expect(added).toMatchObject({ code: 0 });
  for (const said of [added.out, (await admin('app show wiki')).out]) {
    expect(said).toContain(`opens at       ${wiki}/start`);
    expect(said).toContain(`signs out to   ${wiki}/out\nsigns out to   ${wiki}/bye`);
    expect(said).toContain('back channel   http://10.0.0.7/heard');
    expect(said).toContain('stays          signed in');
  }
});

test('attack: an address that runs a script, or where the keys of cloud machines lie, adds no app (attack G-31)', async () => {
  for (const option of ['--launch javascript:alert(1)', '--back-channel http://169.254.169.254/', '--sign-out /out'])
    expect(await admin(`app add bad Bad --redirect ${wiki}/back ${option} --reason Try`), option).toMatchObject({
      code: 1,
    });
  expect((await admin('app list')).out).not.toContain('bad');
});
