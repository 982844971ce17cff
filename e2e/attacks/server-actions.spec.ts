import { TESTED_BUILD } from '#scripts/build-folders.mjs';
import { accountState } from '../fixtures/database.ts';
import { callAction, everyField, type ServerAction, serverActions, signedActions } from '../fixtures/server-actions.ts';
import { expect, test } from '../fixtures/test.ts';

// Any client can post to a server action, with any arguments. Their ids come from the build.
const actions = () => serverActions();
const called = (action: ServerAction) => `${action.name} on ${action.page}`;

test('attack: with the ids of another user, signed in as oneself, no action reaches the other account', async ({
  client,
  people,
  database,
}) => {
  const [ada, eve] = [await people.makeProtected(), await people.makeProtected({ name: 'Eve Adversary' })];
  await people.cookieFor(ada);
  const before = await accountState(database, ada.id);
  const code = ada.phone.nextCode();
  // Any client may request a link for a new password: it goes to the owner.
  for (const action of actions().filter(({ name }) => name !== 'requestResetAction')) {
    const thief = client();
    await people.signIn(thief, eve);
    const typed = {
      ...{ id: ada.id, userId: ada.id, session: before.sessions[0]?.idHash ?? '', sessionIdHash: 'x', rowId: ada.id },
      ...{ email: ada.email, password: eve.password, currentPassword: eve.password, newPassword: 'short' },
      ...{ code, provider: 'google', page: '/profile', name: eve.name, theme: 'dark' },
      ...{ act: 'disable', person: ada.id, reason: 'because' },
    };
    const answer = await callAction(thief, action, typed);
    expect(answer.status, called(action)).toBeLessThan(500);
    expect(answer.html, called(action)).not.toContain(ada.name);
    expect(await accountState(database, ada.id), called(action)).toEqual(before);
  }
});

test('attack: signed out and with the first factor alone, what needs a session leads to the login page', async ({
  client,
  people,
  database,
}) => {
  const ada = await people.makeProtected();
  await people.cookieFor(ada);
  const before = await accountState(database, ada.id);
  const [visitor, thief] = [client(), client()];
  await people.beginSignIn(thief, ada);
  const typed = everyField(ada, before.sessions[0]?.idHash ?? '');
  for (const action of signedActions()) {
    for (const browser of [visitor, thief]) {
      const answer = await callAction(browser, action, typed);
      expect(answer.headers.get('x-action-redirect'), called(action)).toMatch(/^\/login/);
      expect(await accountState(database, ada.id), called(action)).toEqual(before);
    }
  }
});

/** Arguments in React's notation that no page of ours sends. ID is replaced by the id of the called action. */
const malformed: readonly (readonly [string, string])[][] = [
  [],
  [['0', '']],
  [['0', 'broken']],
  [['0', 'null']],
  [['0', '[]']],
  [['0', '[{"status":"idle"}]']],
  [['0', '[{"status":"idle"},null]']],
  [['0', '[{"status":"idle"},{"code":123456}]']],
  [['0', '[1,2,3,4,5,6]']],
  [['_1_code', '123456']],
  [['0', '["$K1"]']],
  [
    ['0', '[{"status":"idle"},"$K1"]'],
    ['0', '[{"status":"idle"},"$K1"]'],
  ],
  [
    ['0', '["$F1","$K1"]'],
    ['1', '{"id":"ID","bound":null}'],
  ],
  [
    ['0', '[{"status":"$F1"},"$K1"]'],
    ['1', '{"id":"ID","bound":"$@2"}'],
    ['2', '["x"]'],
  ],
  [
    ['0', '["$1:__proto__:constructor:constructor","$K1"]'],
    ['1', '{}'],
  ],
  [
    ['0', '[{"then":"$1:__proto__:then","status":"resolved_model","value":"{}"},"$K1"]'],
    ['1', '"$@0"'],
  ],
  [['0', '["$B1","$K1"]']],
  [['0', '["$0","$0"]']],
  [['0', `${'['.repeat(5_000)}${']'.repeat(5_000)}`]],
  [['0', `["$n${'9'.repeat(5_000)}","$K1"]`]],
];

test('attack: arguments of a wrong type, too few, too many or twice are refused, and reveal no source', async ({
  client,
  people,
  database,
}) => {
  const eve = await people.makeProtected();
  const [visitor, owner] = [client(), client()];
  await people.signIn(owner, eve);
  const before = await accountState(database, eve.id);
  for (const [turn, action] of actions().entries()) {
    // Each action gets a quarter of them, and each of them goes to a quarter of the actions.
    for (const [index, parts] of malformed.entries()) {
      if (index % 4 !== turn % 4) continue;
      const body = new FormData();
      for (const [name, value] of parts) body.append(name, value.replaceAll('ID', action.id));
      const browser = index % 8 < 4 ? owner : visitor;
      const answer = await browser.send(action.page, { method: 'POST', body, headers: { 'next-action': action.id } });
      expect(answer.status, `${called(action)}: ${JSON.stringify(parts).slice(0, 200)}`).toBe(400);
      expect(answer.html).toBe('This form is broken. Nothing was read.\n');
    }
  }
  expect(await accountState(database, eve.id)).toEqual(before);
});

test('attack: forms without a script that name another action, or bind other arguments to it, do nothing', async ({
  client,
  people,
  database,
}) => {
  const ada = await people.makeProtected();
  const before = await accountState(database, ada.id);
  const idle = '[{"status":"idle"}]';
  const visitor = client();
  for (const action of signedActions()) {
    const reference = JSON.stringify({ id: action.id, bound: '$@1' });
    const sneaky: [string, string][][] = [
      // The form is complete: the pipeline decides.
      [
        ['$ACTION_REF_1', ''],
        ['$ACTION_1:0', reference],
        ['$ACTION_1:1', idle],
      ],
      [[`$ACTION_ID_${action.id}`, '']],
      [
        ['$ACTION_REF_1', ''],
        ['$ACTION_1:0', reference],
      ],
      [
        ['$ACTION_REF_1', ''],
        ['$ACTION_1:0', reference],
        ['$ACTION_1:1', 'broken'],
      ],
      [
        ['$ACTION_REF_1', ''],
        ['$ACTION_1:0', reference.replace('$@1', '$F1')],
        ['$ACTION_1:1', idle],
      ],
      [
        ['$ACTION_REF_1', ''],
        ['$ACTION_1:0', reference],
        ['$ACTION_1:1', `[{"status":"idle"},{"userId":"${ada.id}"}]`],
      ],
      [
        ['$ACTION_REF_1', ''],
        ['$ACTION_REF_2', ''],
        ['$ACTION_1:0', reference],
        ['$ACTION_1:1', idle],
      ],
    ];
    for (const parts of sneaky) {
      const body = new FormData();
      for (const [name, value] of [...parts, ['email', ada.email], ['password', ada.password]] as [string, string][])
        body.append(name, value);
      const answer = await visitor.send(action.page, { method: 'POST', body });
      expect(answer.status, `${called(action)}: ${JSON.stringify(parts)}`).toBeLessThan(500);
      expect(await accountState(database, ada.id), called(action)).toEqual(before);
    }
  }
});

test('attack: ids of actions are no way to their source, and the key of the build is not served', async ({
  client,
}) => {
  const visitor = client();
  for (const path of [TESTED_BUILD, '_next'].map((folder) => `/${folder}/server/server-reference-manifest.json`))
    expect((await visitor.send(path)).status, path).toBe(404);
  const page = await visitor.open('/login');
  const scripts = [...page.html.matchAll(/src="(\/_next\/static\/[^"]+\.js)"/g)].map(([, path = '']) => path);
  expect(scripts.length).toBeGreaterThan(3);
  for (const path of scripts) {
    const { html } = await visitor.send(path);
    expect(html, path).not.toMatch(/encryptionKey|passwordHash|use server|better-sqlite3/);
    expect(html, path).not.toContain('sourceMappingURL');
    expect((await visitor.send(`${path}.map`)).status, path).toBe(404);
  }
});
