import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sampleEvents } from '../../../test/sample-events.ts';
import { en } from '../../words/en.ts';
import { actOfEvent } from '../account/ends.ts';
import { type EventKind, eventCatalogue } from './catalogue.ts';
import { eventLine } from './event-line.ts';

const START = '<!-- kinds of events: written from lib/rules/events/catalogue.ts -->';
const END = '<!-- end of kinds of events -->';

const told: Readonly<Record<string, string>> = { owner: 'yes', 'by-flow': 'yes, in an email of its own', null: 'no' };

/** The table as docs/security.md prints it. */
function table(): string {
  const rows = sampleEvents.map((event): [EventKind, ...string[]] => {
    const { category, mail } = eventCatalogue[event.kind];
    return [
      event.kind,
      category,
      told[String(mail)] ?? '',
      actOfEvent[event.kind] ?? '',
      eventLine(en, event, 'admin'),
    ];
  });
  const cells = [['kind', 'category', 'emailed', 'ends as', 'for example'], ...rows];
  const widths = cells[0]?.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length))) ?? [];
  const line = (row: readonly string[]) =>
    `| ${widths.map((width, column) => (row[column] ?? '').padEnd(width)).join(' | ')} |`;
  const [head = [], ...body] = cells;
  return [START, '', line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line), '', END].join('\n');
}

test('docs/security.md lists every kind of event: its category, whether it is emailed, what it ends', () => {
  const text = readFileSync('docs/security.md', 'utf8');
  expect(text.slice(text.indexOf(START), text.indexOf(END) + END.length)).toBe(table());
});
