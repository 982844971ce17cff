import { settings } from '#lib/config/env.ts';

/** Who can help where no link does: the address of support, where one is set. */
export function AskAdmin() {
  const { supportEmail } = settings();
  return supportEmail ? (
    <a href={`mailto:${supportEmail}`} className="link">
      an administrator
    </a>
  ) : (
    'an administrator'
  );
}
