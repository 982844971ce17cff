/**
 * The rows, written once over a column kit (db/engines/sqlite/columns.ts).
 *
 * first factor    a password or a provider account
 * second factor   an authenticator app's code, or a recovery code ("one-time password" on screens)
 * challenge       a sign-in that waits for its second factor
 * enrolment       an authenticator: pending until a code proves it, then confirmed
 * step            a 30 s TOTP window, counted from the epoch (RFC 6238 §4.2)
 * attempt         one submitted code or password that was checked
 * OAuth flow      a redirect to a provider and back for a purpose other than signing in
 */
import { isNotNull, isNull } from 'drizzle-orm';
import type { OAuthFlowPurpose, TokenPurpose } from '../lib/rules/account/purposes.ts';
import type { Role } from '../lib/rules/account/role.ts';
import type { AppRefusal } from '../lib/rules/apps/app-refusal.ts';
import type { ClientKind } from '../lib/rules/apps/client-kind.ts';
import type { EventKind } from '../lib/rules/events/catalogue.ts';
import type { StoredDetails } from '../lib/rules/events/stored-details.ts';
import type { FirstFactor, Method, Provider } from '../lib/rules/sign-in/authentication-methods.ts';
import type { PasskeyStorage } from '../lib/rules/two-factor/passkey-storage.ts';
import { emailDomain } from './email-domain.ts';
import type { Kit } from './engines/sqlite/columns.ts';

export function define(kit: Kit) {
  const { table, index, uniqueIndex, primaryKey, text, exactText, int, at, json } = kit;

  const users = table(
    'users',
    {
      id: text().primaryKey(),
      /** Canonical form (lib/rules/account/email-address.ts): one account however it is typed. */
      email: exactText().notNull().unique(),
      name: text().notNull(),
      /** The name as a search compares it (db/folded.ts); empty until the start after an upgrade has filled it in. */
      nameFolded: exactText().notNull().default(''),
      /** The folded name from its second word on, and the last of more than two words: a search finds those too. */
      nameRest: exactText(),
      nameLast: exactText(),
      /**
       * argon2id PHC string (bcrypt for imported users, until they sign in); null for users who signed up with a
       * provider.
       */
      passwordHash: text(),
      createdAt: at().notNull(),
      role: text().notNull().default('person').$type<Role>(),
      /** Set by an administrator: sign-in is refused, nothing is deleted. */
      disabledAt: at(),
      /** When a disabled account goes for good, where an administrator has ordered that; null otherwise. */
      deletionDueAt: at(),
      /** Set by a "Not you?" link or an undo: sign-in is refused until a new password is set by a mailed link. */
      lockedDownAt: at(),
      /**
       * Since when signing in by password or provider asks for a second factor; null while it doesn't. Only Enable sets
       * it: what could serve as one never does by being there.
       */
      twoFactorSince: at(),
      /**
       * WebAuthn's user handle: 32 random bytes, made with the first passkey. Not the id, which addresses and logs show
       * (WebAuthn Level 3 §14.6.1).
       */
      passkeyHandle: text(),
      /** When a link mailed to exactly this address was opened, or a provider vouched for it; null: never. */
      emailVerifiedAt: at(),
      /** When the user asked not to be offered a passkey again; null while Home may offer one. */
      passkeyOfferDeclinedAt: at(),
      /** The language that the user chose (lib/words/language.ts); null: as the browser says. */
      language: text(),
    },
    (row) => [
      uniqueIndex('users_passkey_handle').on(row.passkeyHandle),
      index('users_created').on(row.createdAt, row.id),
      index('users_role').on(row.role),
      // The People page walks this one; a search looks into it and the next two.
      index('users_name').on(row.nameFolded, row.email, row.id),
      index('users_domain').on(emailDomain(row.email)),
      index('users_name_rest').on(row.nameRest).where(isNotNull(row.nameRest)),
      index('users_name_last').on(row.nameLast).where(isNotNull(row.nameLast)),
      index('users_deletion_due').on(row.deletionDueAt).where(isNotNull(row.deletionDueAt)),
      index('users_two_factor').on(row.twoFactorSince).where(isNotNull(row.twoFactorSince)),
      index('users_disabled').on(row.nameFolded, row.email).where(isNotNull(row.disabledAt)),
    ],
  );
  const userId = () =>
    text()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' });

  const linkedIdentities = table(
    'linked_identities',
    {
      id: text().primaryKey(),
      userId: userId(),
      provider: text().notNull().$type<Provider>(),
      /** The provider's id for the user. Identity is (provider, subject), never the email. */
      subject: text().notNull(),
      email: text(),
      createdAt: at().notNull(),
    },
    (row) => [
      uniqueIndex('linked_identities_identity').on(row.provider, row.subject),
      uniqueIndex('linked_identities_one_each').on(row.userId, row.provider),
    ],
  );

  const passkeys = table(
    'passkeys',
    {
      id: text().primaryKey(),
      userId: userId(),
      /** base64url, as browsers send it. Unique over all accounts: it alone says whose passkey signs in. */
      credentialId: text().notNull(),
      /** The host name that the passkey was made for (WebAuthn's RP ID): no other can use it. */
      rpId: text().notNull(),
      /** COSE key, base64url. No query changes it (ASVS 6.7.1). */
      publicKey: text().notNull(),
      /** The authenticator's count of signatures, up to 2^32 - 1; many always say 0. */
      counter: int().notNull(),
      /** A security key can only follow a password; it never signs in by itself. */
      kind: text().notNull().$type<'passkey' | 'security-key'>(),
      /** `device`: it can't leave the device. `syncable` may, and `synced` has (WebAuthn's BE and BS flags). */
      storage: text().notNull().$type<PasskeyStorage>(),
      transports: json<string[]>().notNull(),
      /** Model of the authenticator, by its own word; all zeros for many. Good for a name and nothing else. */
      aaguid: text().notNull(),
      name: text().notNull(),
      createdAt: at().notNull(),
      lastUsedAt: at(),
      /** Since when the browser was known that made it a second factor: at its addition, or when two-factor was turned on. */
      browserKnownSince: at(),
      /** Where it was added. */
      browser: text().notNull(),
    },
    (row) => [uniqueIndex('passkeys_credential').on(row.credentialId), index('passkeys_user').on(row.userId)],
  );

  /** Challenges of passkeys that were used: each works once. One that wasn't used has no row. */
  const spentCeremonies = table(
    'spent_ceremonies',
    {
      challengeHash: text().primaryKey(),
      /** When the challenge would have expired: from then on nothing needs to remember it. */
      expiresAt: at().notNull(),
    },
    (row) => [index('spent_ceremonies_expiry').on(row.expiresAt)],
  );

  const sessions = table(
    'sessions',
    {
      /** SHA-256 of the id that the cookie carries. */
      idHash: text().primaryKey(),
      userId: userId(),
      /** The factors that were passed, in order. What the session is worth is derived from them. */
      authenticationMethods: json<Method[]>().notNull(),
      createdAt: at().notNull(),
      lastUsedAt: at().notNull(),
      expiresAt: at().notNull(),
      /** When the user last re-authenticated with a provider in this session. */
      reauthenticatedAt: at(),
      browser: text().notNull(),
      ipAddress: text().notNull(),
      /** The passkey that opened it: both end together. */
      passkeyId: text().references(() => passkeys.id, { onDelete: 'cascade' }),
    },
    (row) => [index('sessions_user').on(row.userId), index('sessions_passkey').on(row.passkeyId)],
  );

  const challenges = table(
    'challenges',
    {
      secretHash: text().primaryKey(),
      userId: userId(),
      firstFactor: text().notNull().$type<FirstFactor>(),
      /** Fingerprint of the password that was verified: changing the password ends the sign-in. */
      passwordFingerprint: text(),
      /** A path of this site: where the user was going. */
      returnTo: text().notNull(),
      attempts: int().notNull().default(0),
      createdAt: at().notNull(),
      expiresAt: at().notNull(),
    },
    (row) => [index('challenges_user').on(row.userId), index('challenges_expiry').on(row.expiresAt)],
  );

  const authenticators = table(
    'authenticators',
    {
      id: text().primaryKey(),
      userId: userId(),
      /** AES-256-GCM envelope, bound to the user and this row (lib/crypto/secret-box.ts). */
      sealedSecret: text().notNull(),
      /**
       * The one session that a pending secret is shown to: another session of the account must not copy the QR code of
       * the phone to come. Follows the session's id and goes with it; null once confirmed.
       */
      sessionIdHash: text().references(() => sessions.idHash, { onDelete: 'cascade', onUpdate: 'cascade' }),
      createdAt: at().notNull(),
      /** Null while pending: an unconfirmed secret guards nothing. A new phone keeps the time of the one before. */
      confirmedAt: at(),
      /** The newest step that was spent; every step up to it is dead (RFC 6238 §5.2). */
      lastStep: int(),
      lastUsedAt: at(),
      /** Since when this phone holds the secret: a moved authenticator is as old as its move. Null while pending. */
      boundAt: at(),
      /** Since when the account knew the browser that enabled or moved it; null where it didn't. */
      browserKnownSince: at(),
      /** Set after too many consecutive wrong codes: it still guards the account, but its codes no longer open it. */
      disabledAt: at(),
      /** Set where its owner said that this phone isn't theirs: from then on its codes open nothing in any browser. */
      disownedAt: at(),
      /** What its owner calls it; null: by no name of its own. */
      name: text(),
      /** While pending: the authenticator whose place it is to take; null where it is the first, or joins others. */
      replacesId: text(),
    },
    (row) => [
      uniqueIndex('authenticators_one_pending').on(row.userId).where(isNull(row.confirmedAt)),
      index('authenticators_user').on(row.userId),
      index('authenticators_session').on(row.sessionIdHash),
    ],
  );

  const recoverySets = table('recovery_sets', {
    userId: userId().primaryKey(),
    /** One salt for the whole set, so that a submitted code costs one hash, not ten. */
    salt: text().notNull(),
    /** 1 for the first set, counted up: the file says which set it holds. */
    generation: int().notNull(),
    createdAt: at().notNull(),
  });

  const recoveryCodes = table(
    'recovery_codes',
    {
      userId: userId(),
      /** 1 to 10, as printed in the file. */
      number: int().notNull(),
      hash: text().notNull(),
      usedAt: at(),
      /** Null for the ten of a set; set for the bypass code of an administrator, which has the number 0. */
      expiresAt: at(),
    },
    (row) => [primaryKey({ columns: [row.userId, row.number] })],
  );

  /** A reset that an administrator scheduled: turns a user's second factor off, unless they object in time. */
  const secondFactorResets = table('second_factor_resets', {
    userId: userId().primaryKey(),
    /** The administrator's id, `command:NAME` or `deleted:EMAIL`. */
    scheduledBy: text().notNull(),
    scheduledAt: at().notNull(),
    dueAt: at().notNull(),
    /** When the mail with its link was made; null before it is due. */
    announcedAt: at(),
  });

  const attempts = table('attempts', {
    /** Method and account, e.g. `password:…`. */
    key: text().primaryKey(),
    /** Consecutive failures. */
    consecutiveFailures: int().notNull(),
    /** Evaluated failures since `windowStartedMs`. */
    failuresInWindow: int().notNull(),
    /** Epoch milliseconds: plain numbers, because the counting happens inside one SQL statement. */
    windowStartedMs: int().notNull(),
    lockedUntilMs: int(),
  });

  const oauthFlows = table(
    'oauth_flows',
    {
      secretHash: text().primaryKey(),
      purpose: text().notNull().$type<OAuthFlowPurpose>(),
      provider: text().notNull().$type<Provider>(),
      sessionIdHash: text()
        .notNull()
        .references(() => sessions.idHash, { onDelete: 'cascade', onUpdate: 'cascade' }),
      returnTo: text().notNull(),
      createdAt: at().notNull(),
      expiresAt: at().notNull(),
    },
    (row) => [index('oauth_flows_session').on(row.sessionIdHash), index('oauth_flows_expiry').on(row.expiresAt)],
  );

  const securityEvents = table(
    'security_events',
    {
      id: text().primaryKey(),
      /** Null where it is about no account (an import), or about one that was deleted since: then `subject` says whose. */
      userId: text().references(() => users.id, { onDelete: 'set null' }),
      /** What an event without an account is about: the email address of a deleted one, or the name of a file. */
      subject: text(),
      at: at().notNull(),
      kind: text().notNull().$type<EventKind>(),
      /** What its sentence needs, e.g. the number of a recovery code (lib/rules/events/catalogue.ts). */
      details: json<StoredDetails>().notNull(),
      browser: text().notNull(),
      ipAddress: text().notNull(),
      /** Who did it: null for the user themself, else an administrator's id, `command:NAME` or `deleted:EMAIL`. */
      actor: text(),
      /** When the webhook is told of it next; null where it was, was given up, or where there is none. */
      webhookAt: at(),
      webhookTries: int().notNull().default(0),
      /** When it was given up. */
      webhookFailedAt: at(),
    },
    (row) => [
      index('security_events_user_at').on(row.userId, row.at),
      index('security_events_at').on(row.at),
      index('security_events_kind_at').on(row.kind, row.at),
      index('security_events_by_admin').on(row.at).where(isNotNull(row.actor)),
      index('security_events_actor_at').on(row.actor, row.at).where(isNotNull(row.actor)),
      index('security_events_webhook').on(row.webhookAt).where(isNotNull(row.webhookAt)),
      index('security_events_webhook_failed').on(row.webhookFailedAt).where(isNotNull(row.webhookFailedAt)),
      index('security_events_subject').on(row.subject, row.at).where(isNotNull(row.subject)),
    ],
  );

  const tokens = table(
    'tokens',
    {
      /** SHA-256 of the secret in the link. */
      secretHash: text().primaryKey(),
      /** Part of the key: a token for one thing opens nothing else (attack S-10). */
      purpose: text().notNull().$type<TokenPurpose>(),
      /** The user's id, or the email of someone who has no account yet. */
      owner: text().notNull(),
      /** The address that the link was mailed to. A link that proves a mailbox is dead once the account has another one. */
      email: exactText(),
      /** What the link completes, e.g. a new address; sealed. */
      sealedPayload: text(),
      /** The change of address that an undo or an objection is about. */
      about: text(),
      createdAt: at().notNull(),
      expiresAt: at().notNull(),
    },
    (row) => [index('tokens_owner').on(row.owner, row.purpose), index('tokens_expiry').on(row.expiresAt)],
  );

  const mails = table(
    'mails',
    {
      id: text().primaryKey(),
      /** The account it is about; it is deleted with that. Null where there is none, or none any more. */
      userId: text().references(() => users.id, { onDelete: 'cascade' }),
      /** Recipient and text, sealed: links carry secrets. Emptied once the mail is sent. */
      sealedMail: text().notNull(),
      createdAt: at().notNull(),
      nextTryAt: at().notNull(),
      tries: int().notNull(),
      sentAt: at(),
      /** Set when it was given up. */
      failedAt: at(),
    },
    (row) => [index('mails_due').on(row.nextTryAt).where(isNull(row.sentAt)), index('mails_user').on(row.userId)],
  );

  const deviceCookies = table(
    'device_cookies',
    {
      /** SHA-256 of the cookie of a browser that signed in to this account. */
      tokenHash: text().notNull(),
      userId: userId(),
      /** Since when the account knows this browser. Null from instances before 0.2: then as old as its last use. */
      createdAt: at(),
      lastUsedAt: at().notNull(),
    },
    (row) => [primaryKey({ columns: [row.userId, row.tokenHash] })],
  );

  /** The history of an account's addresses, kept as long as its events. Undone changes stay, marked. */
  const addressChanges = table(
    'address_changes',
    {
      id: text().primaryKey(),
      userId: userId(),
      fromEmail: text().notNull(),
      toEmail: text().notNull(),
      /** Since when the account had the former address. */
      fromSince: at().notNull(),
      changedAt: at().notNull(),
      /** When an undo takes effect that was requested without an older proof; null while none waits. */
      undoDueAt: at(),
      undoneAt: at(),
      /** `link`, `session`, `objection`, an administrator's id or `command:NAME`. */
      undoneBy: text(),
      /** An objection against its undo won: from then on only an administrator undoes it. */
      settledAt: at(),
    },
    (row) => [
      index('address_changes_user').on(row.userId, row.changedAt),
      index('address_changes_due').on(row.undoDueAt).where(isNotNull(row.undoDueAt)),
    ],
  );

  /** Who belongs together: an app is opened to groups, and is told the names of those its user is in. */
  const groups = table('groups', {
    id: text().primaryKey(),
    /** What apps are told, e.g. `finance`; it never changes (lib/rules/groups/group-name.ts). */
    name: exactText().notNull().unique(),
    /** What people read. */
    title: text().notNull(),
    createdAt: at().notNull(),
  });

  const groupMembers = table(
    'group_members',
    {
      groupId: text()
        .notNull()
        .references(() => groups.id, { onDelete: 'cascade' }),
      userId: userId(),
      addedAt: at().notNull(),
    },
    (row) => [primaryKey({ columns: [row.groupId, row.userId] }), index('group_members_user').on(row.userId)],
  );

  /** What people sign in to with their account here. */
  const apps = table('apps', {
    /** Also its client_id: small letters, digits, hyphens. */
    id: text().primaryKey(),
    name: text().notNull(),
    /** `groups`: to the members of its groups, which begin empty. */
    openTo: text().notNull().default('groups').$type<'groups' | 'everyone'>(),
    /** Whether a session has to have passed two factors. */
    demands: text().notNull().default('second-factor').$type<'session' | 'second-factor'>(),
    /** How old the sign-in may be that opens it; null for as old as the session. */
    maxSignInAgeMs: int(),
    /** No one can open it since then; null for an app in use. */
    disabledAt: at(),
    /** `file`: declared in APPS_FILE, and changed there only. */
    source: text().notNull().default('added').$type<'added' | 'file'>(),
    /** The ready-made settings that its page shows (lib/rules/apps/app-presets.ts). */
    preset: text(),
    createdAt: at().notNull(),
    /** What it is for, in one line on Home. */
    description: text(),
    /** Where Home opens it; null: Home doesn't show it. */
    launchUrl: text(),
    /** `hidden`: not on Home, e.g. for a proxy in front of others. */
    onHome: text().notNull().default('shown').$type<'shown' | 'hidden'>(),
    /** What its proxy passes on as Remote-User. `email`: only of people who have confirmed theirs. */
    remoteUser: text().notNull().default('id').$type<'id' | 'email'>(),
    /** Paths of its guarded hosts that anyone may request, each exactly as it is. */
    openPaths: json<string[]>().notNull().default([]),
  });
  const appId = () =>
    text()
      .notNull()
      .references(() => apps.id, { onDelete: 'cascade' });

  const appGroups = table(
    'app_groups',
    {
      appId: appId(),
      groupId: text()
        .notNull()
        .references(() => groups.id, { onDelete: 'cascade' }),
    },
    (row) => [primaryKey({ columns: [row.appId, row.groupId] }), index('app_groups_group').on(row.groupId)],
  );

  /** How an app speaks OpenID Connect. */
  const openidClients = table('openid_clients', {
    appId: appId().primaryKey(),
    kind: text().notNull().$type<ClientKind>(),
    /** SHA-256 of the secret; null for apps that can keep none. */
    secretHash: text(),
    /** The one before, while it still works. */
    oldSecretHash: text(),
    oldSecretUntil: at(),
    /** Compared byte by byte. */
    redirectUris: json<string[]>().notNull(),
    /** `optional`: for an old confidential app that can't do PKCE. */
    pkce: text().notNull().default('required').$type<'required' | 'optional'>(),
    /** Where it may send someone back to after signing out. Compared byte by byte. */
    postLogoutUris: json<string[]>().notNull().default([]),
    /** Where it is told that a session has ended (OpenID Connect Back-Channel Logout). */
    backchannelUri: text(),
    /** `app`: what it was given outlives the session that it came from, until an act of the table of ends. */
    endsWith: text().notNull().default('session').$type<'session' | 'app'>(),
    /** What its last refused request shows of its settings, until one of them is changed. */
    refusal: json<AppRefusal>(),
    refusedAt: at(),
  });

  /** What the protocol remembers: codes, tokens, grants, requests that wait for their person. */
  const openidRecords = table(
    'openid_records',
    {
      /** As the library calls it, e.g. `RefreshToken`. */
      kind: text().notNull(),
      /** SHA-256 of the code or token. */
      idHash: text().notNull(),
      /** JSON as text, without the id. Text, because PostgreSQL's JSON takes no NUL. */
      payload: text().notNull(),
      /** Everything that one authorization gave out: a second use of its code or refresh token ends all of it. */
      grantId: text(),
      uid: text(),
      userId: text().references(() => users.id, { onDelete: 'cascade' }),
      appId: text().references(() => apps.id, { onDelete: 'cascade' }),
      /** The session that opened it: both end together. */
      sessionIdHash: text().references(() => sessions.idHash, { onDelete: 'cascade', onUpdate: 'cascade' }),
      consumedAt: at(),
      expiresAt: at().notNull(),
    },
    (row) => [
      primaryKey({ columns: [row.kind, row.idHash] }),
      index('openid_records_grant').on(row.grantId),
      index('openid_records_uid').on(row.uid),
      index('openid_records_user').on(row.userId),
      index('openid_records_app').on(row.appId),
      index('openid_records_session').on(row.sessionIdHash),
      index('openid_records_expiry').on(row.expiresAt),
    ],
  );

  /** Where an app is guarded by a proxy, which asks before it lets a request through (forward-auth). */
  const guardedHosts = table(
    'guarded_hosts',
    {
      /** In small letters, with its port unless that is the scheme's own. The scheme is ours. */
      host: text().primaryKey(),
      appId: appId(),
    },
    (row) => [index('guarded_hosts_app').on(row.appId)],
  );
  const hostId = () =>
    text()
      .notNull()
      .references(() => guardedHosts.host, { onDelete: 'cascade' });
  const openedBy = () =>
    text()
      .notNull()
      .references(() => sessions.idHash, { onDelete: 'cascade', onUpdate: 'cascade' });

  /** What a browser holds at a guarded host: it lives and ends with the session that opened it. */
  const hostSessions = table(
    'host_sessions',
    {
      /** SHA-256 of the token in the host's cookie. */
      tokenHash: text().primaryKey(),
      host: hostId(),
      sessionIdHash: openedBy(),
      createdAt: at().notNull(),
    },
    (row) => [index('host_sessions_session').on(row.sessionIdHash, row.host), index('host_sessions_host').on(row.host)],
  );

  /** Takes a sign-in over to a guarded host: once, within seconds, in the browser that asked. */
  const entryTickets = table(
    'entry_tickets',
    {
      /** SHA-256 of the ticket. */
      idHash: text().primaryKey(),
      host: hostId(),
      sessionIdHash: openedBy(),
      /** SHA-256 of what the browser got at the host before it came here. */
      bindHash: text().notNull(),
      /** The path that was asked for at the host. */
      returnTo: text().notNull(),
      expiresAt: at().notNull(),
    },
    (row) => [
      index('entry_tickets_expiry').on(row.expiresAt),
      index('entry_tickets_session').on(row.sessionIdHash),
      index('entry_tickets_host').on(row.host),
    ],
  );

  /**
   * Which session has opened which app. Its session may end by any way there is: the row stays, and is what the app has
   * to be told (lib/flows/apps/send-logout-notices.ts).
   */
  const appSessions = table(
    'app_sessions',
    {
      id: text().primaryKey(),
      /** Null when that has ended. */
      sessionIdHash: text().references(() => sessions.idHash, { onDelete: 'set null', onUpdate: 'cascade' }),
      appId: appId(),
      /** No reference: the app is told of a deleted account too. */
      userId: text().notNull(),
      /** What the app calls the session; empty where it isn't told. */
      sid: text().notNull().default(''),
      openedAt: at().notNull(),
      lastUsedAt: at().notNull(),
      /** When the app is told next, once the session has ended; null: never. */
      noticeAt: at(),
      tries: int().notNull().default(0),
      /** When it was given up. */
      failedAt: at(),
    },
    (row) => [
      uniqueIndex('app_sessions_one_each').on(row.sessionIdHash, row.appId, row.sid),
      index('app_sessions_app').on(row.appId),
      index('app_sessions_user').on(row.userId),
      index('app_sessions_notice').on(row.noticeAt).where(isNull(row.sessionIdHash)),
    ],
  );

  /** What ID tokens are signed with. */
  const signingKeys = table(
    'signing_keys',
    {
      kid: text().primaryKey(),
      /** 1 for the first, counted up: of two processes that make the next one at once, one succeeds. */
      generation: int().notNull(),
      /** The private JWK, sealed. */
      sealedKey: text().notNull(),
      createdAt: at().notNull(),
      /** Published before it signs, so that no app meets a key it hasn't seen. */
      signsFrom: at().notNull(),
    },
    (row) => [uniqueIndex('signing_keys_generation').on(row.generation)],
  );

  const formAnswers = table(
    'form_answers',
    {
      /** Keyed hash of the form as it was sent, with its random id: only its sender can find its answer. */
      keyHash: text().primaryKey(),
      /** The answer, sealed with a key derived from the form itself and stored nowhere; null while it is processed. */
      sealed: text(),
      expiresAt: at().notNull(),
    },
    (row) => [index('form_answers_expiry').on(row.expiresAt)],
  );

  /** What the server runs with, for the command and for the next start (db/queries/installation.ts). */
  const installation = table('installation', {
    name: text().primaryKey(),
    value: text().notNull(),
  });

  return {
    users,
    linkedIdentities,
    passkeys,
    spentCeremonies,
    sessions,
    challenges,
    authenticators,
    recoverySets,
    recoveryCodes,
    secondFactorResets,
    attempts,
    oauthFlows,
    securityEvents,
    deviceCookies,
    addressChanges,
    tokens,
    mails,
    groups,
    groupMembers,
    apps,
    appGroups,
    openidClients,
    openidRecords,
    guardedHosts,
    hostSessions,
    entryTickets,
    appSessions,
    signingKeys,
    formAnswers,
    installation,
  };
}

export type Tables = ReturnType<typeof define>;
