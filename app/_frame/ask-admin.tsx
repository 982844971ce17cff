import { settings } from '#lib/config/env.ts';

/** Who can help where no link does: a link to the address of support, where one is set. */
export function AskAdmin({ children }: { children: string }) {
  const { supportEmail } = settings();
  if (!supportEmail) return children;
  return (
    <a href={`mailto:${supportEmail}`} className="link">
      {children}
    </a>
  );
}
