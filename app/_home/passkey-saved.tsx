import { Banner } from '#app/_ui/banner.tsx';
import { PageLink } from '#app/_ui/page-link.tsx';
import { passkeysOf } from '#lib/web/passkeys.ts';
import type { Words } from '#lib/words/shape.ts';

type Props = { userId: string; words: Words['home']['passkeySaved'] };

/** What a password manager has saved unasked, and the way to take it off again. */
export async function PasskeySaved({ userId, words }: Props) {
  const passkey = (await passkeysOf(userId)).findLast(({ kind, otherHost }) => kind === 'passkey' && !otherHost);
  if (!passkey) return null;
  return (
    <Banner look="success" className="mb-6">
      <p>{words.text(passkey)}</p>
      <p>
        <PageLink href={`/profile/two-factor?dialog=remove-passkey&about=${passkey.id}`} className="link">
          {words.remove}
        </PageLink>
      </p>
    </Banner>
  );
}
