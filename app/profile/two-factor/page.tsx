import { titleOf } from '#app/_frame/title.ts';
import { Banner } from '#app/_ui/banner.tsx';
import { describeTwoFactor } from '#lib/flows/two-factor/steps/describe-two-factor.ts';
import { requestContext } from '#lib/web/context.ts';
import { pageError } from '#lib/web/page-error.ts';
import { unseenCodes } from '#lib/web/repeated-form.ts';
import { requireSession } from '#lib/web/session.ts';
import { myWords } from '#lib/web/words.ts';
import { TwoFactorDialogs } from './two-factor-dialogs.tsx';
import { TwoFactorDone } from './two-factor-done.tsx';
import { TwoFactorOff } from './two-factor-off.tsx';
import { TwoFactorOn } from './two-factor-on.tsx';
import { UnseenCodes } from './unseen-codes.tsx';

const dialogs = ['codes', 'enable', 'disable', 'renew', 'move', 'keep'] as const;

export default async function TwoFactorPage({ searchParams }: PageProps<'/profile/two-factor'>) {
  const signed = await requireSession('/profile/two-factor', { allowWithoutTwoFactor: true });
  const context = await requestContext();
  const query = await searchParams;
  const twoFactor = await describeTwoFactor(context, signed.userId);
  const dialog = dialogs.find((name) => name === query['dialog']);
  const isDone = query['done'] === (twoFactor.isOn ? 'moved' : 'disabled');
  const notice = await pageError(query);
  const { twoFactor: words } = await myWords();
  return (
    <>
      <div className="space-y-5">
        {!dialog && twoFactor.isOn && (await unseenCodes()) && <UnseenCodes />}
        {isDone && <TwoFactorDone twoFactor={twoFactor} />}
        {twoFactor.isOn ? (
          <TwoFactorOn state={twoFactor} signed={signed} now={context.now} takesFocus={isDone} />
        ) : (
          <>
            {query['for'] === 'administrators' && signed.role === 'admin' && (
              <Banner look="warning">
                <p>{words.off.forAdministrators}</p>
              </Banner>
            )}
            <TwoFactorOff takesFocus={isDone} notice={dialog ? null : notice} />
          </>
        )}
      </div>
      {dialog && (
        <TwoFactorDialogs
          signed={signed}
          twoFactor={twoFactor}
          dialog={dialog}
          isRecovery={
            // Disabled codes open nothing: the other field comes first then.
            query['method'] === 'one-time-password' ||
            (twoFactor.isOn && twoFactor.disabled !== null && query['method'] !== 'code')
          }
          notice={notice}
        />
      )}
      <title>{titleOf(words.title)}</title>
    </>
  );
}
