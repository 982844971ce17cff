import { existsSync } from 'node:fs';

/** Debian's places. Where others put them we don't look: the test is of Debian's module. */
const SERVER = '/usr/sbin/apache2';
const MODULES = '/usr/lib/apache2/modules';

/** Returns Apache and the folder of its modules, if mod_auth_openidc is among them; undefined otherwise. */
export function findApache() {
  const isThere = existsSync(SERVER) && existsSync(`${MODULES}/mod_auth_openidc.so`);
  return isThere ? { server: SERVER, modules: MODULES } : undefined;
}
