import { themeAction } from '#app/_frame/actions.ts';
import { Icon } from '#app/_ui/icon.tsx';
import { PlainForm } from '#app/_ui/plain-form.tsx';
import type { Words } from '#lib/words/shape.ts';
import { themes } from './theme.ts';

const icons = { system: 'monitor', light: 'sun', dark: 'moon' } as const;

/** Three buttons of one form: the look of the screens in this browser. */
export function ThemePicker({ chosen, words }: { chosen: (typeof themes)[number]; words: Words['frame']['theme'] }) {
  return (
    <PlainForm action={themeAction}>
      <fieldset className="segments">
        <legend className="sr-only">{words.legend}</legend>
        {themes.map((theme) => (
          <button
            key={theme}
            type="submit"
            name="theme"
            value={theme}
            aria-pressed={theme === chosen}
            className="segment"
          >
            <Icon name={icons[theme]} size="small" />
            {words.names[theme]}
          </button>
        ))}
      </fieldset>
    </PlainForm>
  );
}
