// Preloaded into the server (`node --import`): what Next has no hook for. Each file beside this one does one thing.
import { leaveCompressionToProxy } from './behind-proxy.mjs';
import { filterRequest } from './filter-requests.mjs';
import { hookServers } from './hook-servers.mjs';
import { notePeerAddress } from './peer-address.mjs';
import { refuseTrace } from './refuse-trace.mjs';

const isBehindProxy = Number(process.env.TRUSTED_PROXIES) > 0;
// In development Next runs proxy.vercel.ts instead, and its own WebSocket.
const isFiltered = process.env.NODE_ENV !== 'development';

/**
 * What every request passes before Next, in this order. The filter also answers the checks of proxies (forward-auth).
 */
hookServers(
  [
    refuseTrace,
    notePeerAddress,
    ...(isBehindProxy ? [leaveCompressionToProxy] : []),
    ...(isFiltered ? [filterRequest] : []),
  ],
  { isBehindProxy, takesUpgrades: !isFiltered },
);
