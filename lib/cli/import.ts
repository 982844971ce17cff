import { loadKeyCheck } from '../crypto/cose-key.ts';
import { checkImport, findExisting, type ImportCheck, importUsers, usersIn } from '../flows/admin/import-users.ts';
import { sendImportedLinks } from '../flows/admin/send-imported-links.ts';
import { UnreadableFile } from '../rules/account/import/read-file.ts';
import type { RowRules } from '../rules/account/import/row.ts';
import { rpIdOf } from '../rules/two-factor/relying-party.ts';
import { commandKeep } from '../words/en/command-keep.ts';
import type { CommandContext, CommandHandler } from './command-context.ts';
import { type ImportSource, openImportSource } from './import-source.ts';
import { hearSignals, stoppable } from './interruption.ts';
import { startProgress } from './progress.ts';

const words = commandKeep.import;

/**
 * import FILE: users from another system, all of them or, with a fault, none. The file is read twice, so that it may be
 * larger than memory: once to check every row, once to import them in one transaction.
 */
export const importFile: CommandHandler = async (command) => {
  const { args, terminal, options, context, by, answer } = command;
  const [file = ''] = args;
  const format = options.format ?? null;
  const source = openImportSource(file, format);
  const rules: RowRules = {
    trustsAddresses: options.trustAddresses ?? false,
    withoutPasswords: options.withoutPasswords ?? false,
    mayLackName: format !== null,
    rpId: rpIdOf(context.settings),
    isUsableKey: await loadKeyCheck(),
  };
  const check = checkFile(command, source, rules, file);
  if (!check) return 1;
  const users = () => usersIn(source.rows(), rules);
  if (options.dryRun) {
    const alreadyThere = await findExisting(context, users());
    const made = check.people - alreadyThere;
    answer({ dryRun: true, made, alreadyThere, ...countsOf(check, source) }, () => [
      words.wouldBeDone({ made, skipped: alreadyThere }),
      ...notesOf(check, source, null),
    ]);
    return 0;
  }
  const progress = startProgress(terminal, {
    label: words.importing,
    total: check.people,
    note: words.stopKeepsNothing,
  });
  const imported = await importUsers(context, users, {
    by,
    file: source.name,
    of: check.people,
    onProgress: progress.at,
  }).finally(progress.end);
  const links = options.sendLinks ? await sendLinks(command, users, check.people) : null;
  answer({ ...imported, ...countsOf(check, source), linksSent: links?.sent ?? null }, () => [
    words.done({ made: imported.made, skipped: imported.alreadyThere }),
    ...(imported.reserved > 0 ? [words.reserved({ count: imported.reserved })] : []),
    ...notesOf(check, source, links?.sent ?? null),
  ]);
  if (!links?.isStopped) return 0;
  terminal.err.write(`${words.linksStopped}\n`);
  return 1;
};

/** Returns what the file holds; null where something is wrong with it, which has been said then. */
function checkFile(
  { terminal }: CommandContext,
  source: ImportSource,
  rules: RowRules,
  file: string,
): ImportCheck | null {
  const progress = startProgress(terminal, { label: words.reading, total: source.bytes, unit: 'bytes' });
  const refuse = (fault: string) => {
    terminal.err.write(`${words.unreadable({ file, fault })}\n`);
    return null;
  };
  try {
    const check = checkImport(source.rows(progress.at), rules);
    progress.end();
    const { people, faults, faultCount, leftOut } = check;
    if (faultCount > 0) {
      const lines = faults.map(words.fault);
      const more = faultCount - faults.length;
      if (more > 0) lines.push(words.moreFaults({ count: more }));
      terminal.err.write(`${lines.join('\n')}\n${words.broken({ count: faultCount, of: faultCount + people })}\n`);
      return null;
    }
    return people + leftOut.program + leftOut['without-email'] === 0 ? refuse(words.nobody) : check;
  } catch (error) {
    progress.end();
    if (!(error instanceof UnreadableFile)) throw error;
    return refuse(error.message);
  }
}

/** Ctrl+C stops between two emails: run again, it continues. */
function sendLinks({ context, terminal }: CommandContext, users: () => ReturnType<typeof usersIn>, people: number) {
  function* passwordless() {
    for (const { email, passwordHash } of users()) if (passwordHash === null) yield email;
  }
  const progress = startProgress(terminal, { label: words.sendingLinks, total: people });
  return stoppable(async (isStopped) => {
    const sent = await sendImportedLinks(context, passwordless(), async (seen) => {
      progress.at(seen);
      await hearSignals();
      return !isStopped();
    });
    return { sent, isStopped: isStopped() };
  }).finally(progress.end);
}

function countsOf({ withoutPassword, lostSecondFactor, unproved, leftOut }: ImportCheck, { ignored }: ImportSource) {
  return {
    withoutPassword,
    withoutSecret: lostSecondFactor,
    unproved,
    leftOut: { programs: leftOut.program, withoutEmail: leftOut['without-email'] },
    ignoredColumns: [...ignored],
  };
}

function notesOf(check: ImportCheck, { ignored }: ImportSource, linksSent: number | null): string[] {
  const { withoutPassword, lostSecondFactor, unproved, leftOut } = check;
  const withoutEmail = leftOut['without-email'];
  return [
    ...(linksSent === null ? [] : [words.links({ count: linksSent })]),
    ...(unproved > 0 ? [words.unproved({ count: unproved })] : []),
    ...(withoutPassword > 0 && linksSent === null ? [words.withoutPassword({ count: withoutPassword })] : []),
    ...(lostSecondFactor > 0 ? [words.withoutSecret({ count: lostSecondFactor })] : []),
    ...(withoutEmail > 0 ? [words.withoutEmail({ count: withoutEmail })] : []),
    ...(leftOut.program > 0 ? [words.programs({ count: leftOut.program })] : []),
    ...(ignored.size > 0 ? [words.ignored({ columns: [...ignored].join(', ') })] : []),
  ];
}
