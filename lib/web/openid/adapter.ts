import 'server-only';
import { type AdapterPayload, errors, Provider } from 'oidc-provider';
import { findClient } from '../../../db/queries/apps.ts';
import {
  consumeRecord,
  deleteRecord,
  deleteRecordsOfGrant,
  type FoundRecord,
  findRecord,
  findRecordIdByUid,
  insertRecord,
  type OpenIdRecord,
  saveRecord,
} from '../../../db/queries/openid-records.ts';
import { addMs } from '../../clock.ts';
import { limits } from '../../config/limits.ts';
import { hashToken } from '../../crypto/token.ts';
import { keepCode, keepOfSession, keepToken, type NewRecord } from '../../flows/apps/keep-record.ts';
import type { Context } from '../../flows/context.ts';
import { clientMetadata } from '../../rules/apps/client-metadata.ts';
import type { OurSession } from './our-session.ts';

/** Ends with the session that opened it, or with the app’s grant where that outlives it; of others it is never read. */
const given = ['AuthorizationCode', 'AccessToken', 'RefreshToken'];

/**
 * Where the library keeps what it remembers: one row each, found by the hash of its code or token. Our session is the
 * only one. The library's own is a shadow: its row answers only in requests that bring the session it belongs to, so
 * that its cookie alone opens nothing and ends nothing.
 */
export class OpenIdAdapter {
  readonly #kind: string;
  readonly #contextOf: () => Promise<Context>;

  constructor(kind: string, contextOf: () => Promise<Context>) {
    this.#kind = kind;
    this.#contextOf = contextOf;
  }

  async upsert(id: string, payload: AdapterPayload, expiresIn: number): Promise<void> {
    const context = await this.#contextOf();
    const { jti: _, ...rest } = payload;
    const record: NewRecord = {
      kind: this.#kind,
      idHash: hashToken(id),
      payload: JSON.stringify(rest),
      grantId: payload.grantId ?? null,
      uid: this.#kind === 'Session' ? (payload.uid ?? null) : null,
      userId: payload.accountId ?? null,
      appId: payload.clientId ?? null,
      expiresAt: addMs(context.now, expiresIn * 1000),
    };
    const sid = typeof payload['sid'] === 'string' ? payload['sid'] : '';
    if (!(await this.#keep(context, record, sid))) throw new errors.InvalidGrant('the session has ended');
  }

  async #keep(context: Context, record: NewRecord, sid: string): Promise<boolean> {
    const ours = oursNow();
    if (given.includes(this.#kind)) {
      const { grantId } = record;
      if (grantId === null) return false;
      const what = { record, grantId, sid };
      return this.#kind === 'AuthorizationCode'
        ? keepCode(context, what, ours?.idHash ?? null)
        : keepToken(context, what);
    }
    if (this.#kind === 'Grant') {
      const outlives = current().oidc?.client?.['ends_with'] === 'app';
      return ours !== null && keepOfSession(context, record, { idHash: ours.idHash, outlives });
    }
    // Without ours nobody could read it back.
    if (this.#kind === 'Session')
      return ours === null || keepOfSession(context, record, { idHash: ours.idHash, outlives: false });
    const row = { ...record, sessionIdHash: null };
    if (this.#kind === 'ReplayDetection') {
      // The library looks first and writes then; of a proof that comes twice at once one is taken.
      const [own] = await insertRecord(context.db, row);
      if (!own) throw new errors.InvalidDpopProof('DPoP proof JWT Replay detected');
      return true;
    }
    await saveRecord(context.db, row);
    return true;
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const context = await this.#contextOf();
    if (this.#kind === 'Client') return readClient(context, id);
    const found = await findRecord(context.db, this.#kind, hashToken(id));
    if (!found || !this.#isReadable(context, found)) return undefined;
    const payload = this.#payloadOf(found.record);
    const { consumedAt } = found.record;
    const isConsumed = consumedAt && !this.#isRace(context, payload, consumedAt);
    return { ...payload, jti: id, ...(isConsumed && { consumed: Math.floor(consumedAt.getTime() / 1000) }) };
  }

  /**
   * Returns whether a second use may be an app's own two requests at once. It looks unused then, and `consume` refuses
   * it: the first one wins and keeps what it got. Later it is taken for theft, and the library revokes the grant. So is
   * a code without PKCE at once: a thief needs nothing else for it (RFC 9700 §4.5.3).
   */
  #isRace({ now }: Context, payload: AdapterPayload, consumedAt: Date): boolean {
    const isBound = this.#kind === 'RefreshToken' || payload['codeChallenge'] !== undefined;
    return (
      current().oidc?.route === 'token' && isBound && now.getTime() - consumedAt.getTime() < limits.openidReuseGraceMs
    );
  }

  /**
   * What another person pressed on our page is not this browser's: without it the request waits as before. Nor does the
   * request remember which session began it, as a new sign-in on our page replaces that: the policy compares accounts.
   */
  #payloadOf({ payload }: OpenIdRecord): AdapterPayload {
    const { session: _, ...read }: AdapterPayload = JSON.parse(payload);
    if (this.#kind !== 'Interaction') return JSON.parse(payload);
    return read.result?.login?.accountId === oursNow()?.userId ? read : { ...read, result: undefined };
  }

  #isReadable({ now, settings }: Context, { record, session, endsWith }: FoundRecord): boolean {
    if (this.#kind === 'Session') return record.sessionIdHash !== null && record.sessionIdHash === oursNow()?.idHash;
    if (!given.includes(this.#kind) && this.#kind !== 'Grant') return true;
    if (record.sessionIdHash === null) return endsWith === 'app';
    return session !== null && session.expiresAt > now && session.lastUsedAt > addMs(now, -settings.sessionIdleMs);
  }

  /** Only sessions are looked for by uid, and by their own browser. */
  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    const { db } = await this.#contextOf();
    const record = await findRecordIdByUid(db, this.#kind, uid);
    if (!record?.sessionIdHash || record.sessionIdHash !== oursNow()?.idHash) return undefined;
    return JSON.parse(record.payload);
  }

  /** One winner, however many requests bring the same code at once in however many processes. */
  async consume(id: string): Promise<void> {
    const { db, now } = await this.#contextOf();
    const [won] = await consumeRecord(db, this.#kind, hashToken(id), now);
    if (!won) throw new errors.InvalidGrant('already used');
  }

  async destroy(id: string): Promise<void> {
    await deleteRecord((await this.#contextOf()).db, this.#kind, hashToken(id));
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    await deleteRecordsOfGrant((await this.#contextOf()).db, grantId);
  }

  /** Codes to type on another device are off. */
  async findByUserCode(): Promise<undefined> {
    return undefined;
  }
}

async function readClient({ db, now }: Context, id: string): Promise<AdapterPayload | undefined> {
  const found = await findClient(db, id);
  // One that a proxy guards speaks no OpenID Connect: whoever asks for it here is no app (attack G-56).
  if (!found || found.client.kind === 'guarded') return undefined;
  const { app, client } = found;
  const isOldAlive = client.oldSecretUntil !== null && client.oldSecretUntil > now;
  return {
    ...clientMetadata({ ...app, ...client }),
    pkce: client.pkce,
    demands: app.demands,
    ends_with: client.endsWith,
    ...(app.maxSignInAgeMs !== null && { max_sign_in_age_ms: app.maxSignInAgeMs }),
    ...(isOldAlive && client.oldSecretHash && { old_secret_hash: client.oldSecretHash }),
  };
}

/** What the library knows of the request that is worked on. */
function current() {
  return (Provider.ctx ?? {}) as {
    oidc?: { route?: string; client?: Record<string, unknown> };
    state?: { ours?: OurSession | null };
  };
}

/** Returns our session of the request that is worked on; null for none, and for requests of machines. */
function oursNow(): OurSession | null {
  return current().state?.ours ?? null;
}
