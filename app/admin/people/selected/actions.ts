'use server';
import { z } from 'zod';
import { readUserListPath, userListPath } from '#app/admin/user-list-view.ts';
import { actOnMany, type ChosenPerson } from '#lib/flows/admin/act-on-many.ts';
import { refuse } from '#lib/result.ts';
import { bulkActs } from '#lib/rules/account/bulk-act.ts';
import { adminAction, text } from '#lib/web/action.ts';
import { refusedFields, refusedForm } from '#lib/web/form-state.ts';
import { refreshPages } from '#lib/web/refresh.ts';

/** As `who` of the form: how many there may be is for the flow to say. */
const people = z.union([text, z.array(text)]).transform((sent) => [sent].flat().map(readPerson));

/** Does one thing to several people, with one reason and one proof: to all of them, or to no one. */
export const actOnManyAction = adminAction(
  {
    fields: { act: z.enum(bulkActs), who: people, list: text.optional(), count: text.optional() },
    keep: ['count'],
    page: '/admin/people/selected',
    // Each of them has a state of their own, so that the refusal can name who has changed.
    object: 'none',
  },
  async ({ act, who, list, count = '', reason }, context, signed) => {
    if (act === 'delete' && count.trim() !== String(who.length))
      return refusedFields({ count: refuse('count-differs') });
    const done = await actOnMany(context, act, who, { reason, by: signed.userId });
    if (!done.ok) return refusedForm(done);
    refreshPages();
    const view = readUserListPath(list);
    const path = userListPath(view, view);
    return { goTo: `${path}${path.includes('?') ? '&' : '?'}done=${act}` };
  },
);

function readPerson(sent: string): ChosenPerson {
  const [id = '', state = '', email = ''] = sent.split(' ');
  return { id, state, email };
}
