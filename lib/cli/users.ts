import { countMatchingUsers } from '../../db/queries/user-counts.ts';
import { listUsers, type UserQuery, type UserRow } from '../../db/queries/user-list.ts';
import { findUserByTypedEmail } from '../flows/admin/admin-flow.ts';
import { describeUser } from '../flows/admin/describe-user.ts';
import { refuse } from '../result.ts';
import { wordsOf } from '../words/catalogue.ts';
import { type CommandHandler, refused } from './command-context.ts';
import { pluralize } from './pluralize.ts';

/** user list: lists users, and who has a second factor. */
export const printUsers: CommandHandler = async ({ db, options, answerList }) => {
  const { filter = 'all', most: limit = 100 } = options;
  const query: UserQuery = { filter, ...(options.search && { search: options.search }) };
  const people = await listUsers(db, query, { limit });
  const total = await countMatchingUsers(db, query);
  const columns = ['email', 'name', 'role', 'createdAt', 'disabledAt', 'twoFactorSince'];
  answerList({ total, people }, () => [...people.map(userLine), `${people.length} of ${total}`], {
    columns,
    rows: people,
  });
  return 0;
};

/** user show: one user, with everything an administrator may know. */
export const printUser: CommandHandler = async (command) => {
  const user = await findUserByTypedEmail(command.context, command.args[0] ?? '');
  const details = user && (await describeUser(command.context, wordsOf('en'), user.id));
  if (!details) return refused(command, refuse('person-unknown'));
  command.answer(details, () => [
    `${details.name} <${details.email}>`,
    `  account   ${details.disabledAt ? `disabled since ${stamp(details.disabledAt)}` : 'enabled'}, since ${stamp(details.createdAt)}${details.role === 'admin' ? ', administrator' : ''}`,
    `  ways in   ${[...(details.hasPassword ? ['password'] : []), ...details.providers].join(', ') || 'none'}`,
    `  two-factor ${details.twoFactor.isOn ? `on since ${stamp(details.twoFactor.since)}, ${pluralize(details.twoFactor.recovery.left, 'one-time password', 'one-time passwords')} left${details.twoFactor.disabled ? ', codes of the app switched off' : ''}` : 'off'}`,
    ...(details.resetDueAt ? [`  reset     due ${stamp(details.resetDueAt)}`] : []),
    `  sessions  ${details.sessions.length}`,
    ...details.sessions.map(({ ref, browser, lastUsedAt }) => `    ${ref}  ${browser}, ${stamp(lastUsedAt)}`),
    ...details.events.slice(0, 10).map(({ at, what }) => `  ${stamp(at)}  ${what}`),
  ]);
  return 0;
};

function userLine({ email, name, role, disabledAt, twoFactorSince, authenticatorDisabledAt }: UserRow): string {
  const state = authenticatorDisabledAt ? 'suspended' : twoFactorSince ? 'on' : 'off';
  const marks = [...(role === 'admin' ? ['administrator'] : []), ...(disabledAt ? ['disabled'] : [])];
  return `${email}\t${name}\ttwo-factor ${state}${marks.length > 0 ? `\t${marks.join(', ')}` : ''}`;
}

function stamp(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
