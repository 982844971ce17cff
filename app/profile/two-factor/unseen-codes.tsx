import { Banner } from '#app/_ui/banner.tsx';
import { PageLink } from '#app/_ui/page-link.tsx';
import { Rich } from '#app/_ui/rich.tsx';
import { myWords } from '#lib/web/words.ts';

/**
 * New one-time passwords were made, and no page has confirmed that it shows them: a lost response must not lose them.
 */
export async function UnseenCodes() {
  const { heading, text } = (await myWords()).twoFactor.unseen;
  return (
    <Banner look="warning">
      <p className="font-medium">{heading}</p>
      <p>
        <Rich parts={text({ link: showLink })} />
      </p>
    </Banner>
  );
}

function showLink(text: string) {
  return (
    <PageLink href="/profile/two-factor?dialog=codes" scroll={false} className="link">
      {text}
    </PageLink>
  );
}
