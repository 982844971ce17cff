import { countPeople, listPeople, type PeopleQuery, type PersonRow } from '../../db/queries/user-list.ts';
import { findUserByTypedEmail } from '../flows/admin/admin-flow.ts';
import { describePerson } from '../flows/admin/describe-person.ts';
import { refuse } from '../result.ts';
import { type CommandHandler, refused, usageError } from './command-context.ts';
import { pluralize } from './pluralize.ts';

const filters = ['all', 'with-two-factor', 'without-two-factor', 'disabled', 'admins'] as const;

/** user list: who is there, and who has a second factor. */
export const listUsers: CommandHandler = async ({ db, options, answer, terminal }) => {
  const filter = filters.find((name) => name === (options.filter ?? 'all'));
  const limit = Number(options.most ?? 100);
  if (!filter) return usageError(terminal, `--filter is one of ${filters.join(', ')}.`);
  if (!Number.isInteger(limit) || limit < 1) return usageError(terminal, '--most is a number of people.');
  const query: PeopleQuery = { filter, ...(options.search && { search: options.search }) };
  const people = await listPeople(db, query, { limit });
  const total = await countPeople(db, query);
  answer({ total, people }, () => [...people.map(personLine), `${people.length} of ${total}`]);
  return 0;
};

/** user show: one person, with everything an administrator may know. */
export const showUser: CommandHandler = async (command) => {
  const user = await findUserByTypedEmail(command.context, command.args[0] ?? '');
  const person = user && (await describePerson(command.context, user.id));
  if (!person) return refused(command, refuse('person-unknown'));
  command.answer(person, () => [
    `${person.name} <${person.email}>`,
    `  account   ${person.disabledAt ? `disabled since ${stamp(person.disabledAt)}` : 'enabled'}, since ${stamp(person.createdAt)}${person.role === 'admin' ? ', administrator' : ''}`,
    `  ways in   ${[...(person.hasPassword ? ['password'] : []), ...person.providers].join(', ') || 'none'}`,
    `  two-factor ${person.twoFactor.isOn ? `on since ${stamp(person.twoFactor.since)}, ${pluralize(person.twoFactor.recovery.left, 'one-time password', 'one-time passwords')} left${person.twoFactor.disabled ? ', codes of the app switched off' : ''}` : 'off'}`,
    ...(person.resetDueAt ? [`  reset     due ${stamp(person.resetDueAt)}`] : []),
    `  sessions  ${person.sessions.length}`,
    ...person.events.slice(0, 10).map(({ at, what }) => `  ${stamp(at)}  ${what}`),
  ]);
  return 0;
};

function personLine({ email, name, role, disabledAt, twoFactorSince, authenticatorDisabledAt }: PersonRow): string {
  const state = authenticatorDisabledAt ? 'suspended' : twoFactorSince ? 'on' : 'off';
  const marks = [...(role === 'admin' ? ['administrator'] : []), ...(disabledAt ? ['disabled'] : [])];
  return `${email}\t${name}\ttwo-factor ${state}${marks.length > 0 ? `\t${marks.join(', ')}` : ''}`;
}

function stamp(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
