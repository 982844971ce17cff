import { AppFrame } from '#app/_frame/app-frame.tsx';
import { currentUser } from '#lib/web/session.ts';
import { AdminNav } from './admin-nav.tsx';

/** Frame and navigation. Guards nothing: each page, action and download asks lib/web/admin.ts itself. */
export default async function AdminLayout({ children }: { children: React.ReactNode }) {
  const signed = await currentUser();
  if (signed?.role !== 'admin') return children;
  return (
    <AppFrame signed={signed}>
      <h1 tabIndex={-1}>Administration</h1>
      <AdminNav />
      <div className="card mt-6">{children}</div>
    </AppFrame>
  );
}
