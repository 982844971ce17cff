import { deleteHosts, insertHost, listHostsOfApps } from '../../../../db/queries/app-hosts.ts';
import { type Db, query } from '../../../../db/store.ts';
import { refuse, succeed } from '../../../result.ts';
import { hostnameOf } from '../../../rules/apps/guarded-host.ts';

/**
 * Makes these the hosts of an app. What browsers hold at one that it has no more ends. One that another app has, at any
 * port, is refused: both would be sent the same cookies, and each could use what a browser holds at the other (attack
 * G-62).
 */
export function* replaceHosts(tx: Db, appId: string, hosts: readonly string[]) {
  const all = yield* query(listHostsOfApps(tx));
  const own = all.filter((one) => one.appId === appId).map(({ host }) => host);
  const gone = own.filter((host) => !hosts.includes(host));
  if (gone.length > 0) yield* query(deleteHosts(tx, gone));
  for (const host of hosts.filter((one) => !own.includes(one))) {
    const taken = all.find((one) => one.appId !== appId && hostnameOf(one.host) === hostnameOf(host));
    if (taken)
      return refuse('guarded-host-taken', {
        ...{ address: host, taken: taken.host, appName: taken.appName, appId: taken.appId },
      });
    const [placed] = yield* query(insertHost(tx, host, appId));
    // Taken in this very moment: the next try says by which app.
    if (!placed) return refuse('busy');
  }
  return succeed(null);
}
