/** A list of people to invite, from the pasted text to the link, on both engines. */
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listInvitations } from '../../../db/queries/invitations.ts';
import { listAllEvents } from '../../../db/queries/security-events.ts';
import { openPostgresPlace, openSqlitePlace } from '../../../test/engines.ts';
import { makeTestEnvironment, type TestEnvironment } from '../../../test/environment.ts';
import { readMailbox, tokenIn } from '../../../test/mailbox.ts';
import { startPostgres } from '../../../test/postgres-server.ts';
import { DAY_MS, limits, MINUTE_MS } from '../../config/limits.ts';
import { deleteExpired } from '../operations/delete-expired.ts';
import { joinByInvitation } from '../sign-up/join-by-invitation.ts';
import { describeInvitations } from './describe-invitations.ts';
import { inviteMany } from './invite-many.ts';
import { previewInvitations } from './preview-invitations.ts';
import { withdrawInvitation } from './withdraw-invitation.ts';

const BY = 'command:root';
const DAY = DAY_MS / MINUTE_MS;

const server = await startPostgres();
afterAll(() => server?.stop());
const places = server
  ? { SQLite: openSqlitePlace, PostgreSQL: () => openPostgresPlace(server) }
  : { SQLite: openSqlitePlace };

describe.each(Object.entries(places))('invitations on %s', (_engine, open) => {
  let testEnvironment: TestEnvironment;
  beforeEach(async () => {
    testEnvironment = await makeTestEnvironment(await open());
  }, 60_000);
  afterEach(() => testEnvironment.close());

  const waiting = async (minute: number) =>
    (await describeInvitations(testEnvironment.at(minute), 1)).rows.map(({ email, isExpired }) => [email, isExpired]);

  test('a pasted list: each address once, however it is written; who is known; and which lines are none', async () => {
    await testEnvironment.person('bob@example.com');
    await inviteMany(testEnvironment.at(0), ['carol@example.com'], BY);
    const typed = [
      'email',
      'Ada Lovelace <Ada@Example.com>',
      'ada@example.com',
      '',
      'bob@example.com',
      'CAROL@example.com',
      'dora@bücher.example',
      'no address',
    ].join('\r\n');
    expect(await previewInvitations(testEnvironment.at(1), typed)).toEqual({
      ok: true,
      value: {
        fresh: ['ada@example.com', 'dora@xn--bcher-kva.example'],
        known: ['bob@example.com', 'carol@example.com'],
        faults: [{ line: 8, typed: 'no address' }],
      },
    });
    expect(await waiting(1)).toEqual([['carol@example.com', false]]);
  });

  test('attack: ten thousand pasted addresses, or none, are refused in a sentence (attack M-05)', async () => {
    const many = Array.from({ length: 10_000 }, (_, index) => `p${index}@example.com`).join('\n');
    const preview = (typed: string) => previewInvitations(testEnvironment.at(0), typed);
    expect(await preview(many)).toMatchObject({ code: 'invitations-many', facts: { count: 10_000 } });
    expect(await preview(' \n')).toMatchObject({ code: 'invitations-none' });
    const most = many.split('\n').slice(0, limits.invitationsAtOnce).join('\n');
    expect(await preview(most)).toMatchObject({ ok: true });
  });

  test('an administrator’s message stands in the email as lines of text', async () => {
    const message = 'Welcome!\n<b>See you</b> on Monday.';
    await inviteMany(testEnvironment.at(0), ['ada@example.com'], BY, { message });
    const [mail] = await readMailbox(testEnvironment, 0);
    expect(mail?.text).toContain('Welcome!\n\n<b>See you</b> on Monday.');
    expect(mail?.html).toContain('&lt;b&gt;See you&lt;/b&gt; on Monday.');
  });

  test('attack: the link of a withdrawn invitation opens nothing, and it is withdrawn once (attack M-06)', async () => {
    await inviteMany(testEnvironment.at(0), ['ada@example.com'], BY);
    const [mail] = await readMailbox(testEnvironment, 0);
    const withdraw = () => withdrawInvitation(testEnvironment.at(1), 'ada@example.com', BY);
    expect(await withdraw()).toMatchObject({ ok: true });
    expect(await withdraw()).toMatchObject({ code: 'invitation-gone' });
    const typed = { email: 'ada@example.com', name: 'Ada', password: 'tulip anvil copper moon' };
    expect(await joinByInvitation(testEnvironment.at(2), tokenIn(mail, 'invitation'), typed)).toMatchObject({
      code: 'link-dead',
    });
    const [event] = await listAllEvents(testEnvironment.db, { userId: null, subject: 'ada@example.com' }, { limit: 1 });
    expect(event).toMatchObject({ kind: 'invitation-withdrawn', actor: BY });
  });

  test('attack: an expired invitation is seen for a month, and opens nothing even if the clock goes back (attack M-07)', async () => {
    await inviteMany(testEnvironment.at(0), ['ada@example.com'], BY);
    const [mail] = await readMailbox(testEnvironment, 0);
    const expired = limits.invitationLifeMs / MINUTE_MS;
    expect(await waiting(expired - 1)).toEqual([['ada@example.com', false]]);
    await deleteExpired(testEnvironment.at(expired));
    expect(await waiting(expired)).toEqual([['ada@example.com', true]]);
    const typed = { email: 'ada@example.com', name: 'Ada', password: 'tulip anvil copper moon' };
    expect(await joinByInvitation(testEnvironment.at(1), tokenIn(mail, 'invitation'), typed)).toMatchObject({
      code: 'link-dead',
    });
    await inviteMany(testEnvironment.at(expired + 1), ['ada@example.com'], BY);
    expect(await waiting(expired + 1)).toEqual([['ada@example.com', false]]);
    await deleteExpired(testEnvironment.at(2 * expired + 31 * DAY));
    expect(await listInvitations(testEnvironment.db, { limit: 9, offset: 0 })).toEqual([]);
  });

  test('who has an account by now waits no longer', async () => {
    await inviteMany(testEnvironment.at(0), ['ada@example.com'], BY);
    await testEnvironment.person('ada@example.com');
    expect(await waiting(1)).toEqual([]);
  });
});
