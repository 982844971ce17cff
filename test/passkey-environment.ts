import { hashToken } from '../lib/crypto/token.ts';
import { beginPasskeySignIn } from '../lib/flows/sign-in/begin-passkey-sign-in.ts';
import { beginSecondFactor } from '../lib/flows/sign-in/begin-second-factor.ts';
import { signInWithPasskey } from '../lib/flows/sign-in/sign-in-with-passkey.ts';
import type { CurrentSession } from '../lib/flows/sign-in/steps/reauthenticate.ts';
import { verifySecondFactor } from '../lib/flows/sign-in/verify-second-factor.ts';
import { beginPasskey, completePasskey } from '../lib/flows/two-factor/add-passkey.ts';
import type { SubmittedCode } from '../lib/rules/two-factor/typed-code.ts';
import { PASSWORD, type TestEnvironment } from './environment.ts';
import type { Forgery, makeAuthenticator } from './software-authenticator.ts';

export type Authenticator = ReturnType<typeof makeAuthenticator>;

/** The cookie that a browser signs in with. */
export const COOKIE = 'cookie of this browser';

/** What tests of passkeys do again and again, in a test environment. */
export function withPasskeys({ at }: TestEnvironment) {
  /** Begins to add a passkey; returns what the browser gets, and the session under its new id. */
  async function begin<Actor extends CurrentSession>(
    actor: Actor,
    minute: number,
    {
      password = PASSWORD,
      submittedCode = null,
      kind = 'passkey',
    }: { password?: string; submittedCode?: SubmittedCode | null; kind?: 'passkey' | 'security-key' } = {},
  ) {
    const begun = await beginPasskey(at(minute), actor, { password, submittedCode, kind });
    if (!begun.ok) throw new Error(begun.code);
    const { options, sessionId } = begun.value;
    return { options, actor: { ...actor, sessionIdHash: hashToken(sessionId) } };
  }

  return {
    begin,

    /** Adds the passkey that a browser made. */
    complete: (actor: CurrentSession, credential: string, minute: number) =>
      completePasskey(at(minute), actor, credential),

    /** Adds a passkey; returns its id and the session that added it. */
    async add<Actor extends CurrentSession>(
      actor: Actor,
      authenticator: Authenticator,
      minute = 1,
      submittedCode: SubmittedCode | null = null,
      kind: 'passkey' | 'security-key' = 'passkey',
    ) {
      const begun = await begin(actor, minute, { submittedCode, kind });
      const added = await completePasskey(at(minute), begun.actor, authenticator.register(begun.options));
      if (!added.ok) throw new Error(added.code);
      return { id: added.value.id, actor: { ...actor, sessionIdHash: hashToken(added.value.sessionId) } };
    },

    /** The options that a browser with `cookie` signs in with. */
    async options(minute: number, cookie = COOKIE) {
      const options = await beginPasskeySignIn(at(minute), cookie);
      if (!options) throw new Error('No passkeys here');
      return options;
    },

    /** The options that a browser confirms the sign-in behind `challenge` with. */
    async secondOptions(minute: number, challenge: string) {
      const options = await beginSecondFactor(at(minute), challenge);
      if (!options) throw new Error('No passkey to confirm it with');
      return options;
    },

    /** Confirms the sign-in that waits behind `challenge`. */
    async confirm(authenticator: Authenticator, minute: number, challenge: string, forged: Forgery = {}) {
      const assertion = authenticator.assert(await this.secondOptions(minute, challenge), forged);
      return verifySecondFactor(at(minute), challenge, { method: 'passkey', assertion });
    },

    /** Signs in, in one go. */
    async signIn(authenticator: Authenticator, minute: number, forged: Forgery = {}) {
      const options = await this.options(minute);
      const assertion = authenticator.assert(options, forged);
      return signInWithPasskey(at(minute), { assertion, secret: COOKIE, before: null });
    },
  };
}
