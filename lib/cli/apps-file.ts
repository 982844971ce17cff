import { readAppsFile } from '../config/apps-file.ts';
import { generateToken, hashToken } from '../crypto/token.ts';
import { declareApps } from '../flows/apps/declare-apps.ts';
import { commandApps as words } from '../words/en/command-apps.ts';
import { type CommandHandler, type Options, refused } from './command-context.ts';
import type { Terminal } from './terminal.ts';

/** app hash: a secret, and what APPS_FILE keeps of it. */
export async function printHash({ terminal, options }: { terminal: Terminal; options: Options }): Promise<number> {
  const secret = generateToken();
  const secretHash = hashToken(secret);
  const lines = [words.secret({ secret }), words.hash({ hash: secretHash })];
  terminal.out.write(`${options.json ? JSON.stringify({ secret, secretHash }, null, 2) : lines.join('\n')}\n`);
  return 0;
}

/** app sync: what a start of the server does with APPS_FILE. */
export const applyFile: CommandHandler = async (command) => {
  const { context, terminal } = command;
  const { appsFile, origin } = context.settings;
  if (!appsFile) {
    terminal.err.write(`${words.fileUnset}\n`);
    return 1;
  }
  const { apps, problems } = readAppsFile({ appsFile, origin });
  if (problems.length > 0) {
    terminal.err.write(problems.map(({ problem }) => `${words.fileFault({ problem })}\n`).join(''));
    return 1;
  }
  const done = await declareApps(context, apps);
  if (!done.ok) return refused(command, done);
  const { added, changed, removed, unknownGroups } = done.value;
  command.answer({ done: true, ...done.value }, () => [
    words.synced({ added: added.length, changed: changed.length, removed: removed.length }),
    ...(unknownGroups.length > 0 ? [words.unknownGroups({ names: unknownGroups.join(', ') })] : []),
  ]);
  return 0;
};
