import { settings } from '#lib/config/env.ts';
import { limits } from '#lib/config/limits.ts';
import { factorName } from '#lib/flows/account/steps/object-state.ts';
import { describeTwoFactor } from '#lib/flows/two-factor/steps/describe-two-factor.ts';
import { recoveryFileName, recoveryFileText } from '#lib/rules/two-factor/recovery-file.ts';
import { requestContext } from '#lib/web/context.ts';
import { downloadForm } from '#lib/web/download.ts';
import { currentUser } from '#lib/web/session.ts';
import { myWords } from '#lib/web/words.ts';

const CODE = /^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/;

/**
 * "Download codes": the codes on the user's screen come back to them as a file. A form and not a script, so that it
 * works everywhere. Stores nothing and looks nothing up: only their shape is checked.
 */
export async function POST(request: Request): Promise<Response> {
  const signed = await currentUser();
  if (!signed) return refuse(401);
  const context = await requestContext();
  const form = await downloadForm(request, signed, (await factorName(context, signed.userId)) ?? undefined);
  if (form instanceof Response) return form;
  const codes = form.getAll('codes').filter((code) => typeof code === 'string' && CODE.test(code)) as string[];
  if (codes.length !== limits.recoveryCodeCount) return refuse(400);

  const twoFactor = await describeTwoFactor(context, signed.userId);
  if (!twoFactor.isOn) return refuse(409);
  const { appName, origin, supportEmail } = settings();
  const { madeAt, generation } = twoFactor.recovery;
  const file = { appName, account: signed.email, origin, madeAt, generation, codes, supportEmail };
  return new Response(recoveryFileText(file, (await myWords()).recoveryFile), {
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': `attachment; filename="${recoveryFileName(file)}"`,
      'cache-control': 'no-store',
    },
  });
}

function refuse(status: number): Response {
  return new Response(null, { status, headers: { 'cache-control': 'no-store' } });
}
