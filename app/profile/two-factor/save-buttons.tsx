import { CopyButton } from '#app/_ui/copy-button.tsx';
import { Form } from '#app/_ui/form.tsx';
import { Icon } from '#app/_ui/icon.tsx';
import { useHydrated } from '#app/_ui/use-hydrated.ts';
import type { CodesContext } from './dialog-context.ts';

type Props = {
  words: CodesContext['words'];
  codes: readonly string[];
  isSaved: boolean;
  onSaved: () => void;
};

/** Three ways to keep one-time passwords. The first stands out until one of them was taken. */
export function SaveButtons({ words, codes, isSaved, onSaved }: Props) {
  const print = () => {
    onSaved();
    window.print();
  };
  return (
    <div className="save-buttons">
      <Form method="post" action="/profile/two-factor/one-time-passwords" onSubmit={onSaved}>
        {codes.map((code) => (
          <input key={code} type="hidden" name="codes" value={code} />
        ))}
        <button
          type="submit"
          id="download-codes"
          className={`button w-full ${isSaved ? 'button-quiet' : 'button-primary'}`}
        >
          <Icon name="download" size="small" />
          {words.download}
        </button>
      </Form>
      <CopyButton text={codes.join('\n')} onCopied={onSaved}>
        {words.copy}
      </CopyButton>
      {useHydrated() && (
        <button type="button" className="button button-quiet" onClick={print}>
          <Icon name="printer" size="small" />
          {words.print}
        </button>
      )}
    </div>
  );
}
