import { AppFrame } from '#app/_frame/app-frame.tsx';
import { currentUser } from '#lib/web/session.ts';

/** The frame. Guards nothing: each page, action and download asks lib/web/admin.ts itself. */
export default async function AdminLayout({ children }: { children: React.ReactNode }) {
  const signed = await currentUser();
  if (signed?.role !== 'admin') return children;
  return (
    <AppFrame signed={signed} isWide>
      {children}
    </AppFrame>
  );
}
