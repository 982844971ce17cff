import { Icon } from '#app/_ui/icon.tsx';
import { Rich } from '#app/_ui/rich.tsx';
import { myWords } from '#lib/web/words.ts';

/** Help in its constant place, last of the other ways on. */
export async function Trouble({ supportEmail }: { supportEmail: string | undefined }) {
  const { summary, tips, stuck, stuckWithSupport } = (await myWords()).challenge.trouble;
  return (
    <details id="trouble">
      <summary className="way">
        <Icon name="help" />
        {summary}
        <Icon name="chevron-down" size="small" />
      </summary>
      <ul className="list-disc space-y-1.5 ps-12 pb-2 text-muted">
        {tips.map((tip) => (
          <li key={tip}>{tip}</li>
        ))}
        <li>
          {supportEmail ? <Rich parts={stuckWithSupport({ support: <SupportLink email={supportEmail} /> })} /> : stuck}
        </li>
      </ul>
    </details>
  );
}

function SupportLink({ email }: { email: string }) {
  return (
    <a href={`mailto:${email}`} className="link">
      <bdi dir="ltr">{email}</bdi>
    </a>
  );
}
