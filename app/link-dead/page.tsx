import { DeadLink } from '#app/_frame/dead-link.tsx';

/** Where links lead that are none of ours, or lost a part on their way. */
export default function LinkDeadPage() {
  return (
    <DeadLink
      isBroken
      reason="It was used already, it is too old, or a part of it is missing. Copy the whole link from the mail, or start again."
      wayOn={{ href: '/login', label: 'Sign in' }}
    />
  );
}
