import { type EventOfSomeone, type EventQuery, listAllEvents } from '../../db/queries/security-events.ts';
import { DAY_MS } from '../config/limits.ts';
import { csv } from '../csv/write.ts';
import { findEventSubject, sayAbout, subjectOf } from '../flows/admin/describe-events.ts';
import { refuse } from '../result.ts';
import { parseDay } from '../rules/events/day.ts';
import { eventLine } from '../rules/events/event-line.ts';
import { readDetails } from '../rules/events/stored-details.ts';
import { wordsOf } from '../words/catalogue.ts';
import { commandKeep } from '../words/en/command-keep.ts';
import { DEFAULT_LANGUAGE } from '../words/language.ts';
import { type CommandHandler, csvCells, type Options, refused } from './command-context.ts';

const BATCH = 1000;

/**
 * audit [EMAIL] [--from DAY] [--to DAY] [--most N]: the security events, newest first, of all or of one email (also of
 * deleted accounts) or file. Written as they are read, however many there are; says so where it ends before they do.
 */
export const audit: CommandHandler = async (command) => {
  const { terminal, options, db } = command;
  const [email] = command.args;
  const isInDays = options.from !== undefined || options.to !== undefined;
  const limit = options.most ?? (isInDays ? Number.MAX_SAFE_INTEGER : 100);
  const [from, to] = [options.from, options.to].map((day) => (day === undefined ? null : parseDay(day)));
  const subject = email ? await findEventSubject(command.context, email) : null;
  if (email && !(subject && (subject.userId || (await listAllEvents(db, subject, { limit: 1 })).length > 0)))
    return refused(command, refuse('person-unknown'));
  const query = { ...subject, from: from ?? null, to: to ? new Date(to.getTime() + DAY_MS) : null };

  if (options.csv) terminal.out.write(csv([columns]));
  let written = 0;
  let isCut = false;
  for (let before: EventQuery['before'] = null; !isCut; ) {
    const wanted = Math.min(BATCH, limit - written);
    // One more than is written, to know whether there are more.
    const found: EventOfSomeone[] = await listAllEvents(db, { ...query, before }, { limit: wanted + 1 });
    const batch = found.slice(0, wanted);
    for (const event of batch) {
      terminal.out.write(textOf(event, options, written === 0));
      written += 1;
    }
    await terminal.drained?.();
    before = batch.at(-1) ?? null;
    if (found.length <= wanted) break;
    isCut = written >= limit;
  }
  if (options.json) terminal.out.write(written === 0 ? '[]\n' : '\n]\n');
  if (isCut) terminal.err.write(`${commandKeep.audit.cut({ count: written })}\n`);
  return 0;
};

/** Returns one event as --json, --csv or people read it. */
function textOf(event: EventOfSomeone, { json, csv: isCsv }: Options, isFirst: boolean): string {
  if (json)
    return `${isFirst ? '[' : ','}\n${JSON.stringify({ ...event, ...readDetails(event), ...subjectOf(event) })}`;
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
