import Link from 'next/link';
import { Banner } from '#app/_ui/banner.tsx';

/**
 * New one-time passwords were made, and no page has confirmed that it shows them: a lost response must not lose them.
 */
export function UnseenCodes() {
  return (
    <Banner look="warning">
      <p>
        <strong>Didn’t see your new one-time passwords?</strong> This browser can show them for ten minutes after they
        were made.{' '}
        <Link href="/profile/two-factor?dialog=codes" prefetch={false} scroll={false} className="link">
          Show them again
        </Link>
      </p>
    </Banner>
  );
}
