import { Setting } from '#app/_ui/setting.tsx';
import type { UserDetails } from '#lib/flows/admin/describe-user.ts';
import { type StillCan, stillCan } from '#lib/rules/account/still-can.ts';
import type { Words } from '#lib/words/shape.ts';

type Props = { user: UserDetails; words: Words['person']['stillCan'] };

/** What the person can do right now: sign in, go on in a browser or an app, get back in alone. */
export function UserStillCan({ user, words }: Props) {
  const { twoFactor, passkeys, sessions, appsInUse, hasPassword, providers } = user;
  const keys = passkeys.length;
  const lines = stillCan({
    ...user,
    waysIn: (hasPassword ? 1 : 0) + providers.length + passkeys.filter(({ kind }) => kind === 'passkey').length,
    sessions: sessions.length,
    appsInUse: appsInUse.length,
    twoFactor: twoFactor.isOn
      ? { isOn: true, apps: twoFactor.authenticators.length, keys, codesLeft: twoFactor.recovery.left }
      : { isOn: false, apps: 0, keys, codesLeft: 0 },
  });
  return (
    <Setting title={words.title}>
      <ul aria-label={words.title} className="card card-flush">
        {lines.map((line) => (
          <li key={line.name} className="row">
            <p>{sayLine(line, words)}</p>
          </li>
        ))}
      </ul>
    </Setting>
  );
}

function sayLine(line: StillCan, words: Props['words']): string {
  if (line.name === 'stay-signed-in' || line.name === 'use-apps') return words[line.name](line);
  if (line.name === 'lose-phone') return words['lose-phone'](line);
  return words[line.name];
}
