import { themeAction } from '#app/_frame/actions.ts';
import { PlainForm } from '#app/_ui/plain-form.tsx';
import { readTheme, themes } from './theme.ts';

const names = { system: 'System', light: 'Light', dark: 'Dark' } as const;

/** Three buttons of one form: the look of the screens in this browser. */
export async function ThemePicker() {
  const chosen = await readTheme();
  return (
    <PlainForm action={themeAction}>
      <fieldset className="segments">
        <legend className="sr-only">Theme</legend>
        {themes.map((theme) => (
          <button
            key={theme}
            type="submit"
            name="theme"
            value={theme}
            aria-pressed={theme === chosen}
            className="segment"
          >
            {names[theme]}
          </button>
        ))}
      </fieldset>
    </PlainForm>
  );
}
