import { AboutProvider, MarkProvider } from '#app/_ui/form.tsx';
import { drawMark, type FormSubject, whatOf } from '#lib/web/drawn-for.ts';

type Props = {
  /** The user the page is drawn for; null for a visitor. */
  userId: string | null;
  about?: FormSubject | null;
  children: React.ReactNode;
};

/** Every form inside says for whom it was drawn; its action checks whether that is still so. */
export function DrawnFor({ userId, about = null, children }: Props) {
  return <MarkProvider mark={drawMark(userId, about)}>{children}</MarkProvider>;
}

/** The forms inside are about one object, in the state that `object` names. */
export function DrawnAbout({ object, children }: { object: string; children: React.ReactNode }) {
  return <AboutProvider what={whatOf({ object })}>{children}</AboutProvider>;
}
