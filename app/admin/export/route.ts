import { csv } from '#lib/csv/write.ts';
import type { UserLine } from '#lib/flows/admin/describe-users.ts';
import { noteExport, walkUsers } from '#lib/flows/admin/export-users.ts';
import { adminForDownload } from '#lib/web/admin.ts';
import { requestContext } from '#lib/web/context.ts';
import { downloadForm } from '#lib/web/download.ts';
import { streamTexts } from '#lib/web/stream-texts.ts';
import { requestLanguage } from '#lib/web/words.ts';
import { formatsIn, wordsOf } from '#lib/words/catalogue.ts';
import { readUserListPath } from '../user-list-view.ts';
import { sayWaysIn } from '../ways-in.ts';

/** Everyone of the People page, with its search, filter and order, as a file that is written while it is read. */
export async function POST(request: Request): Promise<Response> {
  const signed = await adminForDownload();
  if (!signed) return new Response(null, { status: 404 });
  const sent = await downloadForm(request, signed);
  if (sent instanceof Response) return sent;
  const language = await requestLanguage();
  const { people: words } = wordsOf(language);
  const context = await requestContext();
  const format = sent.get('format') === 'jsonl' ? 'jsonl' : 'csv';
  const { search, filter, sort } = readUserListPath(sent.get('list'));
  const asked = { search, filter, sort };
  const file = `people.${format}`;
  await noteExport(context, asked, { file, by: signed.userId });
  const batches = walkUsers(context, asked);
  const waysOf = (user: UserLine) => sayWaysIn(user, words, formatsIn(language));
  const texts = format === 'csv' ? asCsv(batches, Object.values(words.export.columns), waysOf) : asLines(batches);
  return new Response(streamTexts(texts), {
    headers: {
      'content-type': format === 'csv' ? 'text/csv; charset=utf-8' : 'application/jsonl; charset=utf-8',
      'content-disposition': `attachment; filename="${file}"`,
      'cache-control': 'no-store',
    },
  });
}

async function* asCsv(
  batches: AsyncIterable<UserLine[]>,
  heads: readonly string[],
  waysOf: (user: UserLine) => string,
): AsyncGenerator<string> {
  yield csv([heads]);
  for await (const users of batches)
    yield csv(
      users.map((user) => [
        user.email,
        user.name,
        user.role,
        user.twoFactor.name,
        user.twoFactorSince?.toISOString() ?? '',
        waysOf(user),
        user.lastSignInAt?.toISOString() ?? '',
        user.createdAt.toISOString(),
        user.disabledAt?.toISOString() ?? '',
      ]),
    );
}

/** One person a line (JSON Lines). */
async function* asLines(batches: AsyncIterable<UserLine[]>): AsyncGenerator<string> {
  for await (const users of batches) yield users.map((user) => `${JSON.stringify(lineOf(user))}\n`).join('');
}

function lineOf({ email, name, role, twoFactor, twoFactorSince, ...user }: UserLine) {
  const { hasPassword, providers, passkeys, lastSignInAt, createdAt, disabledAt } = user;
  return {
    ...{ email, name, role, twoFactor: twoFactor.name, twoFactorSince },
    ...{ hasPassword, providers, passkeys, lastSignInAt, createdAt, disabledAt },
  };
}
