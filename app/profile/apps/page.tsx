import { titleOf } from '#app/_frame/title.ts';
import { AppMark } from '#app/_ui/app-mark.tsx';
import { LocalTime } from '#app/_ui/local-time.tsx';
import { Rich } from '#app/_ui/rich.tsx';
import { Setting } from '#app/_ui/setting.tsx';
import { describeAppsInUse } from '#lib/flows/apps/describe-my-apps.ts';
import { requestContext } from '#lib/web/context.ts';
import { requireSession } from '#lib/web/session.ts';
import { myWords } from '#lib/web/words.ts';
import { AppList } from './app-list.tsx';

const page = '/profile/apps';

/** The apps that someone is signed in to with this account. */
export default async function AppsPage() {
  const signed = await requireSession(page);
  const context = await requestContext();
  const { myApps: words } = await myWords();
  const rows = (await describeAppsInUse(context, signed.userId)).map(({ id, name, lastUsedAt, browsers, stays }) => ({
    id,
    name,
    mark: <AppMark id={id} name={name} />,
    note: (
      <>
        <Rich parts={words.used({ time: <LocalTime key="time" at={lastUsedAt} now={context.now} /> })} />
        {browsers > 0 && ` · ${words.browsers({ count: browsers })}`}
        {stays && ` · ${words.stays}`}
      </>
    ),
  }));
  return (
    <>
      <title>{titleOf(words.title)}</title>
      <div className="settings">
        <Setting title={words.title} about={words.about} id="apps-heading">
          <AppList
            apps={rows}
            words={{ list: words.list, none: words.none.inUse, leave: words.leave, pending: words.pending }}
          />
        </Setting>
      </div>
    </>
  );
}
