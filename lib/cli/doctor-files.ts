import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { sqlitePath } from '../../db/engines/sqlite/backup.ts';
import type { Settings } from '../config/settings.ts';
import { errorMessage } from '../error-message.ts';
import { doctor as words } from '../words/en/doctor.ts';
import type { Finding } from './finding.ts';

/**
 * Finds files that root left behind in a folder of the user that runs the server: that user can neither read nor write
 * them, though root, who may do everything, would find nothing wrong.
 */
export function checkOwners({ databaseUrl, mail }: Settings): Finding[] {
  const database = databaseUrl.startsWith('file:') ? sqlitePath(databaseUrl) : undefined;
  const places = [
    ...(database ? [dirname(database), ...['', '.made', '-wal', '-shm'].map((ending) => database + ending)] : []),
    'data/settings.env',
    ...(mail.smtpUrl ? [] : [mail.folder]),
  ];
  return places
    .map((place) => resolve(place))
    .flatMap((place): Finding[] => {
      const [file, folder] = [place, dirname(place)].map(ownersOf);
      if (file?.uid !== 0 || !folder || folder.uid === 0) return [];
      return [
        {
          what: 'files',
          state: 'fault',
          ...words.files({ place, uid: folder.uid, gid: folder.gid }),
        },
      ];
    });
}

function ownersOf(path: string): { uid: number; gid: number } | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

/** Checks that mail can be written to the folder, which need not exist yet. */
export function checkMailFolder(folder: string): Finding {
  const place = nearest(resolve(folder));
  try {
    if (!statSync(place).isDirectory()) throw new Error(words.mail.notAFolder({ place }));
    accessSync(place, constants.W_OK);
  } catch (error) {
    return { what: 'mail', state: 'fault', says: errorMessage(error), fix: words.mail.makeWritable };
  }
  return { what: 'mail', state: 'warning', ...words.mail.toFolder({ folder }) };
}

/** Returns the folder itself, or the nearest existing one above it. */
function nearest(folder: string): string {
  return existsSync(folder) ? folder : nearest(dirname(folder));
}
