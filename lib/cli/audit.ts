import { type EventOfSomeone, listAllEvents } from '../../db/queries/security-events.ts';
import { csv } from '../csv/write.ts';
import { sayAbout, subjectOf } from '../flows/admin/describe-events.ts';
import { findEventSubject, searchOf, walkSearch } from '../flows/admin/find-events.ts';
import { refuse } from '../result.ts';
import { parseDay } from '../rules/events/day.ts';
import { eventLine } from '../rules/events/event-line.ts';
import { readDetails } from '../rules/events/stored-details.ts';
import { wordsOf } from '../words/catalogue.ts';
import { commandKeep } from '../words/en/command-keep.ts';
import { DEFAULT_LANGUAGE } from '../words/language.ts';
import { type CommandHandler, csvCells, type Options, refused } from './command-context.ts';
import { UsageError } from './usage-error.ts';

const BATCH = 1000;

/**
 * audit [EMAIL] [--kind KIND …]: the security events, newest first, of all or of one email (also of deleted accounts) or
 * file, narrowed as on the Events page. Written as they are read, however many there are; says so where it ends before
 * they do.
 */
export const audit: CommandHandler = async (command) => {
  const { terminal, options, db, context } = command;
  const [email = ''] = command.args;
  if (options.from && options.to && options.from > options.to) throw new UsageError(commandKeep.audit.reversedDays);
  if (options.jsonl && (options.json || options.csv)) throw new UsageError(commandKeep.audit.oneFormat);
  const isInDays = options.from !== undefined || options.to !== undefined;
  const limit = options.most ?? (isInDays ? Number.MAX_SAFE_INTEGER : 100);
  const [from, to] = [options.from, options.to].map((day) => (day === undefined ? null : parseDay(day)));
  const subject = email ? await findEventSubject(context, email) : null;
  if (email && !(subject && (subject.userId || (await listAllEvents(db, subject, { limit: 1 })).length > 0)))
    return refused(command, refuse('person-unknown'));
  const { event: kind = null, by = '', search: text = '' } = options;
  const search = await searchOf(context, { filter: 'all', email, kind, by, text, from: from ?? null, to: to ?? null });

  if (options.csv) terminal.out.write(csv([columns]));
  let written = 0;
  let isCut = false;
  // One more than is written, to know whether there are more.
  for await (const batch of search ? walkSearch(context, search, Math.min(BATCH, limit + 1)) : []) {
    const wanted = batch.slice(0, limit - written);
    for (const event of wanted) {
      terminal.out.write(textOf(event, options, written === 0));
      written += 1;
    }
    await terminal.drained?.();
    isCut = wanted.length < batch.length;
    if (isCut) break;
  }
  if (options.json) terminal.out.write(written === 0 ? '[]\n' : '\n]\n');
  if (isCut) terminal.err.write(`${commandKeep.audit.cut({ count: written })}\n`);
  return 0;
};

/** Returns one event as --json, --jsonl, --csv or people read it. */
function textOf(event: EventOfSomeone, { json, jsonl, csv: isCsv }: Options, isFirst: boolean): string {
  const object = () => JSON.stringify({ ...event, ...readDetails(event), ...subjectOf(event) });
  if (jsonl) return `${object()}\n`;
  if (json) return `${isFirst ? '[' : ','}\n${object()}`;
  return isCsv ? csv([csvCells(rowOf(event), columns)]) : `${lineOf(event)}\n`;
}

const columns = ['at', 'about', 'kind', 'what', 'actor', 'ipAddress', 'browser'];

function rowOf(event: EventOfSomeone) {
  const words = wordsOf(DEFAULT_LANGUAGE);
  const what = eventLine(words, readDetails(event), 'admin');
  return { ...event, about: sayAbout(words, subjectOf(event)), what, actor: event.actor ?? 'self' };
}

function lineOf(event: EventOfSomeone): string {
  const { at, actor, ipAddress } = event;
  const words = wordsOf(DEFAULT_LANGUAGE);
  const what = eventLine(words, readDetails(event), 'admin');
  return `${at.toISOString()}  ${sayAbout(words, subjectOf(event))}  ${what}  ${actor ?? 'self'}  ${ipAddress}`;
}
