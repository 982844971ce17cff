import { Logo } from '#app/_ui/logo.tsx';
import { Rich } from '#app/_ui/rich.tsx';
import { settings } from '#lib/config/env.ts';
import { brand } from '#lib/web/brand.ts';
import { requestContext } from '#lib/web/context.ts';
import { requestLanguage } from '#lib/web/words.ts';
import { formatsIn, wordsOf } from '#lib/words/catalogue.ts';
import type { CodesContext } from './dialog-context.ts';

/** Returns what a dialog says that ends with new one-time passwords: set `generation`, made now or soon. */
export async function describeCodes({
  email,
  generation,
}: {
  email: string;
  generation: number;
}): Promise<CodesContext> {
  const { appName, origin, supportEmail } = settings();
  const { now } = await requestContext();
  const language = await requestLanguage();
  const { save, intro, print } = wordsOf(language).oneTimePasswords;
  return {
    words: save,
    intro: <Rich parts={intro({ strong: (text) => <strong>{text}</strong> })} />,
    sheet: {
      mark: <Logo brand={brand()} />,
      title: print.title({ appName }),
      facts: [
        { name: print.account, value: email },
        { name: print.signIn, value: `${origin}/login` },
        { name: print.created, value: formatsIn(language).day(now) },
        ...(generation > 1 ? [{ name: print.set, value: print.replaces({ generation }) }] : []),
      ],
      use: print.use,
      steps: print.steps,
      notes: [print.private({ appName }), ...(supportEmail ? [print.help({ support: supportEmail })] : [])],
    },
  };
}
