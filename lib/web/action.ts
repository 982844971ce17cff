import 'server-only';
import { redirect } from 'next/navigation';
import { after } from 'next/server';
import { z } from 'zod';
import { findDatabaseTrouble } from '../../db/trouble.ts';
import type { Context } from '../flows/context.ts';
import { proveIdentity } from '../flows/prove-identity.ts';
import { type Code, isCode, say } from '../messages.ts';
import type { FormAction, FormState } from '../result.ts';
import { readReason } from '../rules/reason.ts';
import { requireAdmin } from './admin.ts';
import { requestContext } from './context.ts';
import { refusedFields, refusedForm } from './form-state.ts';
import { isSentByUs } from './origin-check.ts';
import { sendDueMails } from './outbox.ts';
import { requestLog } from './request-log.ts';
import { currentSession, requireSession, type Signed } from './session.ts';
import { hasDatabase } from './store.ts';

/** A form's answer: a page to go to, or a state for the form. */
export type Outcome = { goTo: string } | FormState;

type Pipeline<Fields extends z.ZodRawShape> = {
  /** The fields that are read; whatever else is sent does not exist (ASVS 15.3.3). */
  fields: Fields;
  /** Fields that a refused form shows again. Never a password, never a code. */
  keep?: readonly (keyof Fields & string)[];
  /** Where people are sent when nothing can be written, if the form itself is no place to say so (a menu that closes). */
  whenUnavailable?: string;
};
type Input<Fields extends z.ZodRawShape> = z.infer<z.ZodObject<Fields>>;

/** One text of a form, exactly as typed. Arrays, files and NUL are refused; the size of the form bounds it. */
export const text = z
  .string('field-unreadable' satisfies Code)
  .refine((value) => !value.includes('\0'), 'field-unreadable' satisfies Code);

/** The ticked boxes of one name, by their values; a form without the field names none. */
export const ticks = z
  .union([text, z.array(text).max(50)])
  .default([])
  .transform((sent) => [sent].flat().filter(Boolean));

/**
 * The pipeline of every form that anyone may send: origin, then shape, then the flow. Guards live here and
 * nowhere else, so no action can forget them.
 */
export function openAction<Fields extends z.ZodRawShape>(
  pipeline: Pipeline<Fields>,
  flow: (input: Input<Fields>, context: Context) => Promise<Outcome>,
): FormAction {
  return async (_state, form) =>
    finish(await pass(pipeline, form, async (input) => flow(input, await requestContext())));
}

type SignedPipeline<Fields extends z.ZodRawShape> = Pipeline<Fields> & {
  page: string;
  mayLackSecondFactor?: boolean;
  /** What is done with the texts of somebody whose session ended, before they are sent to sign in. */
  keepForLater?: (input: Input<Fields>) => Promise<void>;
};

/** As `openAction`, for the signed-in person. Anyone else is sent to sign in and back to `page`. */
export function signedAction<Fields extends z.ZodRawShape>(
  pipeline: SignedPipeline<Fields>,
  flow: (input: Input<Fields>, context: Context, signed: Signed) => Promise<Outcome>,
): FormAction {
  return async (_state, form) =>
    finish(
      await pass(pipeline, form, async (input) => {
        if (pipeline.keepForLater && !(await currentSession())) await pipeline.keepForLater(input);
        return flow(input, await requestContext(), await requireSession(pipeline.page, pipeline));
      }),
    );
}

/**
 * As `signedAction`, for administrators, with a reason and fresh proof before every act: an open browser alone changes
 * nothing of anybody's. The proof is typed into `password`, or was a provider sign-in of a moment ago. What is missing
 * is told at once.
 */
export function adminAction<Fields extends z.ZodRawShape>(
  pipeline: Pipeline<Fields> & { page: string },
  flow: (input: Input<Fields> & { reason: string }, context: Context, signed: Signed) => Promise<Outcome>,
): FormAction {
  const keep = [...(pipeline.keep ?? []), 'reason'];
  const fields = { ...pipeline.fields, reason: text, password: text.optional() };
  return async (_state, form) =>
    finish(
      await pass({ fields, keep }, form, async (input) => {
        const signed = await requireAdmin(pipeline.page);
        const context = await requestContext();
        const { reason: typed, password = '' } = input as unknown as { reason: string; password?: string };
        const reason = readReason(typed);
        // Without a reason a password is not looked at: that would be an attempt.
        if (!reason.ok && signed.hasPassword && password !== '') return refusedFields({ reason });
        const proof = await proveIdentity(context, signed, password);
        if (reason.ok && proof.ok)
          return flow({ ...(input as unknown as Input<Fields>), reason: reason.value }, context, signed);
        const isTyped = !proof.ok && proof.code.startsWith('password-');
        const refused = refusedFields({ reason: reason.ok ? null : reason, password: isTyped ? proof : null });
        return proof.ok || isTyped ? refused : { ...refused, ...refusedForm(proof) };
      }),
    );
}

async function pass<Fields extends z.ZodRawShape>(
  { fields, keep = [], whenUnavailable }: Pipeline<Fields>,
  form: unknown,
  flow: (input: Input<Fields>) => Promise<Outcome>,
): Promise<Outcome> {
  const sent = read(form, Object.keys(fields));
  const values = Object.fromEntries(
    keep.flatMap((name) => {
      const value = Array.isArray(sent[name]) ? sent[name].join(' ') : sent[name];
      return typeof value === 'string' ? [[name, value.slice(0, 500)]] : [];
    }),
  );
  const withValues = (outcome: Outcome): Outcome =>
    'goTo' in outcome || outcome.status !== 'failed' ? outcome : { ...outcome, values };

  if (!(await isSentByUs())) {
    (await requestLog()).warn({ event: 'form-of-another-site' }, 'a form was not worked on');
    return withValues({ status: 'failed', message: say('page-stale') });
  }
  const parsed = z.object(fields).safeParse(sent);
  if (!parsed.success) return withValues({ status: 'failed', fields: sentences(parsed.error) });
  return withValues(await flow(parsed.data).catch((error: unknown) => unavailable(error, whenUnavailable)));
}

/**
 * A database that is locked or full is told in a sentence, and what was typed stays. When it is gone, the page of the
 * form cannot be made either. All else is our fault.
 */
async function unavailable(error: unknown, place?: string): Promise<Outcome> {
  const trouble = findDatabaseTrouble(error);
  if (!trouble) throw error;
  (await requestLog()).error({ event: 'database-trouble', reason: trouble.message }, 'a form was not worked on');
  if (place) return { goTo: place };
  if (!(await hasDatabase())) return { goTo: '/unavailable' };
  return { status: 'failed', message: say('unavailable') };
}

/** Each field once. One that was sent twice stays a list, for its schema to refuse (attack I-13). */
function read(form: unknown, names: string[]): Record<string, unknown> {
  if (!(form instanceof FormData)) return {};
  return Object.fromEntries(
    names.flatMap((name) => {
      const all = form.getAll(name);
      return all.length === 0 ? [] : [[name, all.length === 1 ? all[0] : all]];
    }),
  );
}

function sentences(error: z.ZodError): Record<string, string> {
  return Object.fromEntries(
    error.issues.map((issue) => [
      String(issue.path[0]),
      say(isCode(issue.message) ? issue.message : 'field-unreadable'),
    ]),
  );
}

/** Outside every `try`: Next's redirect travels as an exception. */
function finish(outcome: Outcome): FormState {
  // Whatever an action noted may have put a mail into the outbox.
  after(sendDueMails);
  if ('goTo' in outcome) redirect(outcome.goTo);
  return outcome;
}
