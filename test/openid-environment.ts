import * as client from 'openid-client';
import type { Store } from '../db/store.ts';
import { clock } from '../lib/clock.ts';
import { sealSessionCookie } from '../lib/crypto/session-cookie.ts';
import { addApp } from '../lib/flows/apps/change-app.ts';
import { loadSigningKeys } from '../lib/flows/apps/signing-keys.ts';
import type { Context } from '../lib/flows/context.ts';
import { createSession } from '../lib/flows/sign-in/steps/create-session.ts';
import type { Method } from '../lib/rules/sign-in/authentication-methods.ts';
import { answerWith } from '../lib/web/openid/bridge.ts';
import { makeProvider } from '../lib/web/openid/provider.ts';
import type { TestEnvironment } from './environment.ts';

export const REDIRECT = 'https://wiki.example.com/back';
const why = { reason: 'Test', by: 'command:root' };

/**
 * The provider over a real database, reached by requests as its route gets them; time is that of the machine, by which
 * the library goes. `clockMs` moves our own clock.
 */
export async function makeOpenId(testEnvironment: TestEnvironment, db: Store = testEnvironment.db) {
  let shift = 0;
  let address: string | null = null;
  const context = (): Context => {
    const { client, ...rest } = testEnvironment.at(0);
    const now = new Date(clock().getTime() + shift);
    return { ...rest, db, now, client: { ...client, ipAddress: address ?? client.ipAddress } };
  };
  const { settings } = context();
  const provider = makeProvider({
    settings,
    keys: await loadSigningKeys(context()),
    contextOf: async () => context(),
    errorPage: async ({ error, error_description }) => `<h1>${error}</h1>${error_description ?? ''}`,
  });
  const faults: unknown[] = [];
  provider.on('server_error', (_ctx, error) => void faults.push(error));
  const listener = provider.callback();
  const ask = (request: Request) => answerWith(listener, request, settings.origin);

  return {
    provider,
    context,
    faults,
    ask,
    move: (ms: number) => {
      shift += ms;
    },

    /** Where requests come from, from now on; null: from where they came at first. */
    from: (ipAddress: string | null) => {
      address = ipAddress;
    },

    /** Registers an app that is open to everyone. */
    async app(id: string, changed: Partial<Parameters<typeof addApp>[2]> = {}) {
      const made = await addApp(context(), why, {
        id,
        name: id,
        kind: 'confidential',
        redirectUris: [REDIRECT],
        access: 'everyone',
        demands: 'session',
        pkce: 'required',
        ...changed,
      });
      if (!made.ok) throw new Error(made.code);
      return made.value;
    },

    /** Returns the client of an app, by an independent library. */
    async clientOf(id: string, secret: string | null) {
      return client.discovery(
        new URL(settings.origin),
        id,
        undefined,
        secret ? client.ClientSecretBasic(secret) : client.None(),
        {
          execute: [client.allowInsecureRequests],
          [client.customFetch]: (url: string, init: object) => ask(new Request(url, init as RequestInit)),
        },
      );
    },

    /** Signs a user in; returns the browser, which keeps its cookies. */
    async browser(user: { id: string }, methods: Method[] = ['password', 'totp']) {
      const sessionId = await createSession(context(), { userId: user.id, methods, passwordFingerprint: null });
      return openBrowser(ask, settings, user.id, sessionId);
    },

    /** A browser in which no one is signed in. */
    stranger: () => openBrowser(ask, settings, '', null),
  };
}

function openBrowser(
  ask: (request: Request) => Promise<Response>,
  settings: Context['settings'],
  userId: string,
  sessionId: string | null,
) {
  const jar = new Map<string, string>();
  const signIn = (id: string, sid: string) =>
    jar.set('session', sealSessionCookie('session', { sub: id, sid }, settings.authSecrets));
  if (sessionId) signIn(userId, sessionId);
  return {
    jar,
    sessionId,
    signIn,
    async get(url: string | URL): Promise<Response> {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
      const response = await ask(new Request(url, { headers: { cookie } }));
      for (const line of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (value === '') jar.delete(name);
        else jar.set(name, value);
      }
      return response;
    },
  };
}
