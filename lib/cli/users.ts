import { countMatchingUsers } from '../../db/queries/user-counts.ts';
import { listUsers, type UserRow } from '../../db/queries/user-list.ts';
import { findUserByTypedEmail } from '../flows/admin/admin-flow.ts';
import { describeUser } from '../flows/admin/describe-user.ts';
import { withOverdue } from '../flows/admin/describe-users.ts';
import { refuse } from '../result.ts';
import { wordsOf } from '../words/catalogue.ts';
import { commandPeople as words } from '../words/en/command-people.ts';
import { DEFAULT_LANGUAGE } from '../words/language.ts';
import { type CommandHandler, refused } from './command-context.ts';

/** user list: lists users, and who has a second factor. */
export const printUsers: CommandHandler = async ({ db, context, options, answerList }) => {
  const { filter = 'all', most: limit = 100 } = options;
  // However many match, all of them count.
  const found = Number.MAX_SAFE_INTEGER;
  const query = withOverdue(context, { filter, ...(options.search && { search: options.search, found }) });
  const people = await listUsers(db, query, { limit });
  const total = await countMatchingUsers(db, query);
  const columns = ['email', 'name', 'role', 'createdAt', 'disabledAt', 'twoFactorSince'];
  answerList({ total, people }, () => [...people.map(userLine), words.counted({ shown: people.length, total })], {
    columns,
    rows: people,
  });
  return 0;
};

/** user show: one user, with everything an administrator may know. */
export const printUser: CommandHandler = async (command) => {
  const user = await findUserByTypedEmail(command.context, command.args[0] ?? '');
  const details = user && (await describeUser(command.context, wordsOf(DEFAULT_LANGUAGE), user.id));
  if (!details) return refused(command, refuse('person-unknown'));
  const { twoFactor } = details;
  const passkeys = details.passkeys.filter(({ kind }) => kind === 'passkey');
  const keys = details.passkeys.length - passkeys.length;
  const onDevice = passkeys.filter(({ storage }) => storage === 'device').length;
  const sayPasskeys = passkeys.length > 0 ? [words.passkeys({ count: passkeys.length, onDevice })] : [];
  command.answer(details, () => [
    `${details.name} <${details.email}>`,
    ...[
      words.account({ since: stamp(details.createdAt) }),
      ...(details.role === 'admin' ? [words.administrator] : []),
      ...(details.disabledAt ? [words.disabledSince({ since: stamp(details.disabledAt) })] : []),
      ...(details.deletionDueAt ? [words.deletionDue({ due: stamp(details.deletionDueAt) })] : []),
      ...(details.emailChange
        ? [words.emailChange({ ...details.emailChange, due: stamp(new Date(details.emailChange.dueAt)) })]
        : []),
      words.waysIn({
        ways:
          [...(details.hasPassword ? [words.password] : []), ...details.providers, ...sayPasskeys].join(', ') || null,
      }),
      ...(details.apps.length > 0 ? [words.apps({ names: details.apps.map(({ name }) => name).join(', ') })] : []),
      ...(details.groups.length > 0
        ? [words.groups({ names: details.groups.map(({ name }) => name).join(', ') })]
        : []),
      twoFactor.isOn
        ? words.factor.on({
            since: stamp(twoFactor.since),
            has: [
              ...(twoFactor.authenticators.length > 0
                ? [words.factor.apps({ count: twoFactor.authenticators.length })]
                : []),
              ...(keys > 0 ? [words.factor.securityKeys({ count: keys })] : []),
              ...sayPasskeys,
            ],
            left: twoFactor.recovery.left,
          })
        : words.factor.off,
      ...(twoFactor.isOn && twoFactor.disabled ? [words.factor.suspended] : []),
      ...(details.resetDueAt ? [words.resetDue({ due: stamp(details.resetDueAt) })] : []),
      words.sessions({ count: details.sessions.length }),
      ...details.sessions.map(({ ref, browser, lastUsedAt }) =>
        words.session({ ref, browser, lastUsed: stamp(lastUsedAt) }),
      ),
      ...details.events.slice(0, 10).map(({ at, what }) => `${stamp(at)}  ${what}`),
    ].map((line) => `  ${line}`),
  ]);
  return 0;
};

function userLine({ email, name, role, disabledAt, twoFactorSince, authenticatorDisabledAt }: UserRow): string {
  const state = authenticatorDisabledAt ? 'suspended' : twoFactorSince ? 'on' : 'off';
  const marks = [...(role === 'admin' ? [words.administrator] : []), ...(disabledAt ? [words.disabled] : [])];
  return [email, name, words.twoFactor[state], ...(marks.length > 0 ? [marks.join(', ')] : [])].join('\t');
}

/** Returns an instant to the minute, in UTC. */
function stamp(at: Date): string {
  return at.toISOString().replace(/:\d\d\.\d+Z$/, 'Z');
}
