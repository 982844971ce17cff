import { AppEntry, LateEntry } from '#app/_frame/app-entry.tsx';
import { PlainForm } from '#app/_ui/plain-form.tsx';
import { describeHostEntry } from '#lib/flows/apps/enter-host.ts';
import { hostVisitQuery, parseHostVisit } from '#lib/http/host-visit.ts';
import { requestContext } from '#lib/web/context.ts';
import { requireSession } from '#lib/web/session.ts';
import { signInAgainForHostAction } from './actions.ts';

/** Where a visit to a guarded host waits for what is still missing. */
export default async function WaitingPage({ searchParams }: PageProps<'/apps/waiting'>) {
  const query = Object.entries(await searchParams).flatMap(([name, values = []]) =>
    [values].flat().map((value) => [name, value]),
  );
  const visit = parseHostVisit(new URLSearchParams(query));
  if (!visit) return <LateEntry />;
  const asked = hostVisitQuery(visit);
  const signed = await requireSession(`/apps/waiting?${asked}`);
  const entry = await describeHostEntry(await requestContext(), visit.host, signed);
  if (!entry) return <LateEntry />;
  const form = (label: string) => (
    <PlainForm action={signInAgainForHostAction}>
      {Object.entries(visit).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button type="submit" className="button button-primary button-wide">
        {label}
      </button>
    </PlainForm>
  );
  return <AppEntry request={{ ...entry, path: `/apps/enter?${asked}` }} email={signed.email} form={form} />;
}
