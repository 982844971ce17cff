import { listAllEvents } from '../../db/security-events.ts';
import { personAt } from '../flows/admin/target.ts';
import { refuse } from '../result.ts';
import { eventSentence } from '../rules/event-sentence.ts';
import { misunderstood, refused, type Verb } from './stage.ts';

/** audit [EMAIL]: the security events, newest first, of one person or of all. */
export const audit: Verb = async (stage) => {
  const [email] = stage.words;
  const most = Number(stage.options.most ?? 100);
  if (!Number.isInteger(most) || most < 1) return misunderstood(stage.terminal, '--most is a number of events.');
  const user = email ? await personAt(stage.context, email) : null;
  if (email && !user) return refused(stage, refuse('person-unknown'));
  const events = await listAllEvents(stage.db, { userId: user?.id ?? null }, { most });
  stage.answer(events, () =>
    events.map(
      ({ at, email: whose, kind, details, actor, address }) =>
        `${at.toISOString()}  ${whose}  ${eventSentence(kind, details, 'others')}  ${actor ?? 'self'}  ${address}`,
    ),
  );
  return 0;
};
