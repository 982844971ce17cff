import { AppMark } from '#app/_ui/app-mark.tsx';
import { LocalTime } from '#app/_ui/local-time.tsx';
import { Rich } from '#app/_ui/rich.tsx';
import type { OpenableApp } from '#lib/flows/apps/describe-launcher.ts';
import type { Words } from '#lib/words/shape.ts';

type Props = {
  apps: readonly (OpenableApp & { lastUsedAt?: Date | null })[];
  /** The id of the heading that names the list. */
  labelledBy: string;
  hasTwoFactor: boolean;
  now: Date;
  words: Words['myApps'];
};

/** Apps to open, each a link to where it begins. When one was last used stands on it where that is known. */
export function AppTiles({ apps, labelledBy, hasTwoFactor, now, words }: Props) {
  return (
    <ul aria-labelledby={labelledBy} className="app-tiles">
      {apps.map(({ id, name, description, launchUrl, demands, lastUsedAt }) => {
        const note = demands === 'second-factor' && !hasTwoFactor ? words.needsTwoFactor : description;
        return (
          <li key={id}>
            <a href={launchUrl} className="app-tile">
              <AppMark id={id} name={name} />
              <span className="min-w-0">
                <bdi className="app-name">{name}</bdi>
                {note && <span className="app-note">{note}</span>}
                {lastUsedAt && (
                  <span className="app-note">
                    <Rich
                      parts={words.used({ time: <LocalTime key="time" at={lastUsedAt} now={now} look="recent" /> })}
                    />
                  </span>
                )}
              </span>
            </a>
          </li>
        );
      })}
    </ul>
  );
}
