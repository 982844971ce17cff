/**
 * The request filter of the app (lib/web/boot/request-filter.ts). It needs the settings, so the app brings it when it has
 * read them. Requests that come earlier wait for it: none reaches a page unfiltered.
 *
 * @typedef {import('node:http').IncomingMessage} Request
 * @typedef {import('node:http').ServerResponse} Response
 * @typedef {(request: Request, response: Response) => Promise<boolean>} Filter resolves with whether it has responded
 */

/** @type {Filter | undefined} */
let filter;
/** @type {((value: void) => void)[]} */
const waiting = [];

const place = /** @type {{ accountsTakeFilter?: (brought: Filter) => void }} */ (globalThis);
place.accountsTakeFilter = (/** @type {Filter} */ brought) => {
  filter = brought;
  for (const go of waiting.splice(0)) go();
};

/** @type {Filter} */
export async function filterRequest(request, response) {
  if (!filter) await new Promise((resolve) => waiting.push(resolve));
  return filter?.(request, response) ?? false;
}
