import { settingFaults } from '../env.ts';
import { keepHouse } from './housekeeping.ts';
import { watchOutbox } from './outbox.ts';
import { store } from './store.ts';

/**
 * Makes the process ready to serve, or ends it: Next would otherwise stay up and answer 500 to
 * everything. Faults of the settings are printed as one table with the way to mend each.
 */
export async function prepare(): Promise<void> {
  const parsed = settingFaults();
  if (!parsed.ok) {
    const width = Math.max(...parsed.faults.map((fault) => fault.name.length));
    const rows = parsed.faults.map(({ name, fault, mend }) => `  ${name.padEnd(width)}  ${fault}. ${mend}.`);
    stop(
      `The settings are not complete, so nothing was started:\n\n${rows.join('\n')}\n\nEvery setting is explained in .env.example.`,
    );
  }
  try {
    await store().migrate();
    watchOutbox();
    keepHouse();
  } catch (error) {
    stop(`The database could not be opened: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function stop(reason: string): never {
  process.stderr.write(`\n${reason}\n\n`);
  process.exit(1);
}
