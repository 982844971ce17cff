import { AskAdmin } from '#app/_frame/ask-admin.tsx';
import { Empty } from '#app/_ui/empty.tsx';
import { Rich } from '#app/_ui/rich.tsx';
import type { Words } from '#lib/words/shape.ts';

/** In place of the apps of someone to whom none is open: whom to ask. */
export function NoApps({ words }: { words: Words['myApps']['none'] }) {
  return (
    <div className="card card-flush">
      <Empty icon="app">
        <p>
          <Rich parts={words.open({ ask: <AskAdmin key="ask">{words.ask}</AskAdmin> })} />
        </p>
      </Empty>
    </div>
  );
}
