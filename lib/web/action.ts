import 'server-only';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { after } from 'next/server';
import { z } from 'zod';
import { findDatabaseOutage } from '../../db/database-outage.ts';
import { limits } from '../config/limits.ts';
import type { Context } from '../flows/context.ts';
import { proveByPasskey } from '../flows/sign-in/prove-by-passkey.ts';
import { reauthenticate } from '../flows/sign-in/steps/reauthenticate.ts';
import type { ProvenPasskey } from '../flows/sign-in/steps/spend-passkey.ts';
import {
  type FormAction,
  type FormAnswer,
  type FormState,
  type Refusal,
  type Result,
  refuse,
  succeed,
} from '../result.ts';
import type { TokenPurpose } from '../rules/account/purposes.ts';
import { parseReason } from '../rules/account/reason.ts';
import { type FormMark, markField, parseMark } from '../rules/form/form-mark.ts';
import { type Code, isCode } from '../words/say.ts';
import { requireAdmin } from './admin.ts';
import { startAgain } from './begun-sign-in.ts';
import { sendDueMails } from './boot/mail-worker.ts';
import { sendDueNotices } from './boot/notice-worker.ts';
import { tellWebhook } from './boot/webhook-worker.ts';
import { type Challenge, currentChallenge } from './challenge.ts';
import { requestContext } from './context.ts';
import { bringsCookies } from './cookies.ts';
import { isAbout, isDrawnFor } from './drawn-for.ts';
import { inWords, refusedFields, refusedForm } from './form-state.ts';
import { namedLink } from './opened-link.ts';
import { isSentByUs } from './origin-check.ts';
import { answerOnce, keepUnseenCodes, type Outcome } from './repeated-form.ts';
import { requestLog } from './request-log.ts';
import { type CurrentUser, currentUser, requireSession } from './session.ts';
import { hasDatabase } from './store.ts';
import { forgetUnsaved, keepUnsaved } from './unsaved.ts';
import { myWords } from './words.ts';

type Pipeline<Fields extends z.ZodRawShape> = {
  /** The fields that are read; all others are ignored (ASVS 15.3.3). */
  fields: Fields;
  /** Fields that a refused form shows again. Never a password, never a code. */
  keep?: readonly (keyof Fields & string)[];
  /** How much of each is shown again, in characters. */
  keepAtMost?: number;
  /**
   * Where users are redirected when nothing can be written, if the form itself can't show a message (a menu that
   * closes).
   */
  whenUnavailable?: string;
  /** Doing it twice is as good as once: its answer isn't kept for a second arrival. */
  isHarmlessTwice?: boolean;
};
type Input<Fields extends z.ZodRawShape> = z.infer<z.ZodObject<Fields>>;

/** One text of a form, exactly as typed. Arrays, files and NUL are refused; the size of the form bounds it. */
export const text = z
  .string('field-unreadable' satisfies Code)
  .refine((value) => !value.includes('\0'), 'field-unreadable' satisfies Code);

/** The ticked boxes of one name, by their values. A form without the field says nothing about them. */
export const ticksIfAny = z
  .union([text, z.array(text).max(50)])
  .transform((sent) => [sent].flat().filter(Boolean))
  .optional();

/** As `ticksIfAny`, where a form without the field ticks none. */
export const ticks = ticksIfAny.transform((named) => named ?? []);

type OpenPipeline<Fields extends z.ZodRawShape> = Pipeline<Fields> & {
  /**
   * Who may send it by now. `visitor`: it was drawn for a visitor, and no user is signed in. `same-person`: the user it
   * was drawn for, or no user any more. `anyone`: it is about this browser only, or acts for no user.
   */
  drawnFor: 'visitor' | 'same-person' | 'anyone';
};

/**
 * The pipeline of every form that anyone may send: origin, then shape, then whom it was drawn for, then the flow. Guards
 * live here and nowhere else, so no action can forget them. `mark` says which link the form names, if it names one.
 */
export function openAction<Fields extends z.ZodRawShape>(
  pipeline: OpenPipeline<Fields>,
  flow: (input: Input<Fields>, context: Context, mark: FormMark) => Promise<Outcome>,
): FormAction {
  return async (_state, form) =>
    finish(
      await pass(pipeline, form, async (input, mark) => {
        const stranger = await findStranger(mark, pipeline.drawnFor);
        return stranger ?? flow(input, await requestContext(), mark);
      }),
    );
}

/**
 * As `openAction`, for a page that a mail led to: it acts by the link that the form names and by no other that this
 * browser has opened since.
 */
export function linkAction<Fields extends z.ZodRawShape>(
  pipeline: Pipeline<Fields> & { link: TokenPurpose },
  flow: (input: Input<Fields>, context: Context, secret: string) => Promise<Outcome>,
): FormAction {
  return async (_state, form) =>
    finish(
      await pass(pipeline, form, async (input, mark) => {
        const secret = await namedLink(pipeline.link, mark);
        return secret ? flow(input, await requestContext(), secret) : refusedForm(refuse('link-elsewhere'));
      }),
    );
}

/** As `openAction`, for the sign-in that waits for its second factor, and for no other that was begun since. */
export function challengeAction<Fields extends z.ZodRawShape>(
  pipeline: Pipeline<Fields>,
  flow: (input: Input<Fields>, challenge: Challenge) => Promise<Outcome>,
): FormAction {
  return async (_state, form) =>
    finish(
      await pass(pipeline, form, async (input, mark) => {
        const challenge = await currentChallenge();
        if (challenge && isAbout(mark, { challenge: challenge.secret })) return flow(input, challenge);
        if (challenge) return refusedForm(refuse('another-sign-in'));
        // Passed in another tab, by the user this page was drawn for: they are where they wanted to go.
        const stranger = await findStranger(mark, 'same-person');
        return stranger ?? { goTo: (await currentUser()) ? '/' : await startAgain('challenge-expired') };
      }),
    );
}

/**
 * Returns the name of what a form is about as it is now (lib/flows/account/steps/object-state.ts); null where it is
 * gone and the flow says so. `none` for what is the user's own and has no state that another tab could change.
 */
type Subject<Fields extends z.ZodRawShape> =
  | 'none'
  | ((context: Context, signed: CurrentUser, input: Input<Fields>) => Promise<string | null>);

type SignedPipeline<Fields extends z.ZodRawShape> = Pipeline<Fields> & {
  page: string;
  /**
   * What the page was drawn about: where it has been replaced by now, the action does nothing (`DrawnAbout` in the
   * page).
   */
  object: Subject<Fields>;
  allowWithoutTwoFactor?: boolean;
};

/** What a passkey signed in place of the fields that a form asks for; not read by any flow. */
const proofField = { assertion: text.optional() };

/** The user of the session, and the passkey that has just proved them, where the form brings one. */
type Signed = CurrentUser & { byPasskey?: ProvenPasskey };

/** Proves the user by the passkey of a form, before its flow: a form without one says nothing. */
async function withProof(
  context: Context,
  signed: CurrentUser,
  { assertion }: { assertion?: string | undefined },
): Promise<Result<Signed>> {
  if (!assertion) return succeed(signed);
  const proven = await proveByPasskey(context, signed, assertion);
  return proven.ok ? succeed({ ...signed, byPasskey: proven.value }) : proven;
}

/**
 * As `openAction`, for the signed-in user that the form was drawn for. Without a session, redirects to sign in and
 * back. A passkey in the form proves its user first, in place of the password and code that the flow asks for.
 */
export function signedAction<Fields extends z.ZodRawShape>(
  pipeline: SignedPipeline<Fields>,
  flow: (input: Input<Fields>, context: Context, signed: Signed) => Promise<Outcome>,
): FormAction {
  const fields = { ...pipeline.fields, ...proofField };
  return async (_state, form) =>
    finish(
      await pass({ ...pipeline, fields }, form, async (sent, mark, kept) => {
        const { assertion, ...own } = sent as { assertion?: string };
        const input = own as unknown as Input<Fields>;
        const stranger = await findStranger(mark, 'same-person');
        if (stranger) return stranger;
        if (!(await currentUser())) await keepUnsaved(pipeline.page, kept, mark);
        const signed = await requireSession(pipeline.page, pipeline);
        const context = await requestContext();
        if (!(await isUnchanged(pipeline.object, mark, context, signed, input)))
          return refusedForm(refuse('page-outdated'));
        const proved = await withProof(context, signed, { assertion });
        if (!proved.ok) return refusedForm(proved);
        const outcome = await flow(input, context, proved.value);
        if ('recoveryCodes' in outcome && outcome.recoveryCodes) await keepUnseenCodes(outcome.recoveryCodes);
        if (pipeline.keep && ('goTo' in outcome || outcome.status === 'done')) await forgetUnsaved();
        return outcome;
      }),
    );
}

/**
 * As `signedAction`, for administrators; requires a reason and re-authentication before every action: an open browser
 * alone must change nothing of other users. By `password`, or a recent provider sign-in. Reports everything that is
 * missing at once. `asks`: `proof` where no person is touched, and so there is no one to tell a reason; `nothing` where
 * nothing is changed.
 */
export function adminAction<Fields extends z.ZodRawShape>(
  pipeline: Pipeline<Fields> & {
    page: string;
    object: Subject<Fields>;
    asks?: 'reason-and-proof' | 'proof' | 'nothing';
  },
  flow: (input: Input<Fields> & { reason: string }, context: Context, signed: CurrentUser) => Promise<Outcome>,
): FormAction {
  const { asks = 'reason-and-proof' } = pipeline;
  const keep = [...(pipeline.keep ?? []), 'reason'];
  const reasonField = asks === 'reason-and-proof' ? text : text.optional();
  const fields = { ...pipeline.fields, reason: reasonField, password: text.optional(), ...proofField };
  return async (_state, form) =>
    finish(
      await pass({ ...pipeline, fields, keep }, form, async (input, mark, kept) => {
        const stranger = await findStranger(mark, 'same-person');
        if (stranger) return stranger;
        if (!(await currentUser())) await keepUnsaved(pipeline.page, kept, mark);
        const signed = await requireAdmin(pipeline.page);
        const context = await requestContext();
        const own = input as unknown as Input<Fields>;
        if (!(await isUnchanged(pipeline.object, mark, context, signed, own)))
          return refusedForm(refuse('page-outdated'));
        const {
          reason: typed = '',
          password = '',
          assertion,
        } = input as unknown as { reason?: string; password?: string; assertion?: string };
        if (asks === 'nothing') return flow({ ...own, reason: '' }, context, signed);
        const reason = asks === 'proof' ? succeed('') : parseReason(typed);
        // Without a reason neither is checked: that would be an attempt, or a passkey used for nothing.
        if (!reason.ok && (assertion || (signed.hasPassword && password !== ''))) return refusedFields({ reason });
        const proved = await withProof(context, signed, { assertion });
        if (!proved.ok) return refusedForm(proved);
        const proof = await reauthenticate(context, proved.value, password);
        if (reason.ok && proof.ok) return flow({ ...own, reason: reason.value }, context, signed);
        const isTyped = !proof.ok && proof.code.startsWith('password-');
        const refused = refusedFields({ reason: reason.ok ? null : reason, password: isTyped ? proof : null });
        return proof.ok || isTyped ? refused : { ...refused, ...refusedForm(proof) };
      }),
    );
}

/** Returns the refusal where another user is signed in than the form was drawn for; null for the right one. */
async function findStranger(mark: FormMark, drawnFor: OpenPipeline<never>['drawnFor']): Promise<FormAnswer | null> {
  if (drawnFor === 'anyone') return null;
  const signed = await currentUser();
  if (!signed || isDrawnFor(mark, signed.userId)) return null;
  const refused = refusedForm(refuse(isDrawnFor(mark, null) ? 'signed-in-already' : 'another-account'));
  // Without JavaScript the page is rendered again, for the other user: it must not show what was typed here.
  return (await headers()).has('next-action') ? refused : { ...refused, values: {} };
}

async function isUnchanged<Fields extends z.ZodRawShape>(
  object: Subject<Fields>,
  mark: FormMark,
  context: Context,
  signed: CurrentUser,
  input: Input<Fields>,
): Promise<boolean> {
  if (object === 'none') return true;
  const name = await object(context, signed, input);
  return name === null || isAbout(mark, { object: name });
}

async function pass<Fields extends z.ZodRawShape>(
  { fields, keep = [], keepAtMost = limits.keptMaxLength, isHarmlessTwice = false, whenUnavailable }: Pipeline<Fields>,
  form: unknown,
  flow: (input: Input<Fields>, mark: FormMark, kept: Readonly<Record<string, string>>) => Promise<Outcome>,
): Promise<Outcome> {
  const sent = read(form, Object.keys(fields));
  const values = Object.fromEntries(
    keep.flatMap((name) => {
      const value = Array.isArray(sent[name]) ? sent[name].join(' ') : sent[name];
      return typeof value === 'string' ? [[name, value.slice(0, keepAtMost)]] : [];
    }),
  );
  const withValues = (outcome: Outcome): Outcome =>
    'goTo' in outcome || outcome.status !== 'failed' ? outcome : { values, ...outcome };

  if (!(await isSentByUs())) {
    (await requestLog()).warn({ event: 'form-of-another-site' }, 'a form was not worked on');
    return withValues(refusedForm(refuse('page-stale')));
  }
  const mark = form instanceof FormData ? parseMark(form.get(markField)) : null;
  // Drawn by an older version, or by none: it doesn't say for whom.
  if (!mark || !(form instanceof FormData)) return withValues(refusedForm(refuse('page-stale')));
  // Before anything is checked or counted: without cookies a sign-in doesn't last until the next page.
  if (!(await bringsCookies())) return withValues(refusedForm(refuse('cookies-blocked')));
  const parsed = z.object(fields).safeParse(sent);
  if (!parsed.success) return withValues({ status: 'failed', fieldRefusals: misread(parsed.error) });
  const work = async () => {
    let isKept = true;
    const outcome = await flow(parsed.data, mark, values).catch((error: unknown) => {
      isKept = false;
      return unavailable(error, whenUnavailable);
    });
    return { outcome: withValues(outcome), isKept };
  };
  if (isHarmlessTwice) return (await work()).outcome;
  const answer = await answerOnce(form, mark, work).catch((error: unknown) => unavailable(error, whenUnavailable));
  return withValues(answer ?? refusedForm(refuse('cannot-tell')));
}

/**
 * Reports a locked or full database in a sentence, and keeps what was typed. When it is gone, the page of the form
 * can't be made either. Every other error is our fault.
 */
async function unavailable(error: unknown, place?: string): Promise<Outcome> {
  const trouble = findDatabaseOutage(error);
  if (!trouble) throw error;
  (await requestLog()).error({ event: 'database-trouble', reason: trouble.message }, 'a form was not worked on');
  if (place) return { goTo: place };
  if (!(await hasDatabase())) return { goTo: '/unavailable' };
  return refusedForm(refuse('unavailable'));
}

/** Reads each field once. One that was sent twice stays a list, for its schema to refuse (attack I-13). */
function read(form: unknown, names: string[]): Record<string, unknown> {
  if (!(form instanceof FormData)) return {};
  return Object.fromEntries(
    names.flatMap((name) => {
      const all = form.getAll(name);
      return all.length === 0 ? [] : [[name, all.length === 1 ? all[0] : all]];
    }),
  );
}

function misread(error: z.ZodError): Record<string, Refusal> {
  return Object.fromEntries(
    error.issues.map(({ path, message }) => [String(path[0]), refuse(isCode(message) ? message : 'field-unreadable')]),
  );
}

/** Turns the answer into the language of the request. Outside every `try`: Next's redirect travels as an exception. */
async function finish(outcome: Outcome): Promise<FormState> {
  // An event that an action recorded may have put a mail into the outbox.
  after(sendDueMails);
  // Or have ended a session that apps want to hear of.
  after(sendDueNotices);
  after(tellWebhook);
  if ('goTo' in outcome) redirect(outcome.goTo);
  return inWords(outcome, await myWords());
}
