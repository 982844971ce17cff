import { DeadLink } from '#app/_frame/dead-link.tsx';
import { myWords } from '#lib/web/words.ts';

/** Where links lead that are none of ours, or lost a part on their way. */
export default async function LinkDeadPage() {
  const { deadLink, signIn } = (await myWords()).frame;
  return <DeadLink isBroken reason={deadLink.broken} wayOn={{ href: '/login', label: signIn }} />;
}
