import { Banner } from '#app/_ui/banner.tsx';
import { hasJustActed } from '#lib/flows/admin/has-just-acted.ts';
import type { Context } from '#lib/flows/context.ts';
import type { Words } from '#lib/words/shape.ts';
import { eventOfAct, parseAppAct } from './app-acts.ts';

type Props = { done: unknown; by: string; context: Context; words: Words['adminApps']['done'] };

/** Says what this administrator has just done; nothing where the URL alone says so. */
export async function AppDone({ done, by, context, words }: Props) {
  const act = parseAppAct(done);
  if (!act || !(await hasJustActed(context, { by, kind: eventOfAct[act] }))) return null;
  return (
    <Banner look="success" className="mb-4">
      <p>{words[act]}</p>
    </Banner>
  );
}
