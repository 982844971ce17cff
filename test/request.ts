import { vi } from 'vitest';

/**
 * One request as lib/web sees it through Next: headers, cookies, work after the response. Next's own functions find a
 * request only inside a running server; these replace them (vi.mock of `next/…`, never of a module of ours).
 */
export const request = {
  headers: new Headers(),
  cookies: new Map<string, string>(),
  after: [] as (() => unknown)[],
};

/** Makes a request that a page of ours sends from `origin`, in a browser with these cookies. */
export function beginRequest(origin: string, cookies: Readonly<Record<string, string>> = {}): void {
  request.cookies = new Map(Object.entries({ 'cookies-kept': '1', ...cookies }));
  const cookie = [...request.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  request.headers = new Headers({ origin, cookie, 'sec-fetch-site': 'same-origin', 'next-action': 'x' });
  request.after = [];
}

/** Returns the target of `redirect`, which Next throws as an exception. */
export class Redirected extends Error {
  readonly to: string;
  constructor(to: string) {
    super(`NEXT_REDIRECT ${to}`);
    this.to = to;
  }
}

export const nextHeaders = {
  headers: async () => request.headers,
  cookies: async () => ({
    get: (name: string) => (request.cookies.has(name) ? { name, value: request.cookies.get(name) } : undefined),
    getAll: () => [...request.cookies].map(([name, value]) => ({ name, value })),
    set: (name: string, value: string) => void request.cookies.set(name, value),
  }),
};

export const nextNavigation = {
  redirect: (to: string) => {
    throw new Redirected(to);
  },
};

export const nextServer = { after: (work: () => unknown) => void request.after.push(work) };

export const nextCache = { revalidatePath: vi.fn(), refresh: vi.fn() };
