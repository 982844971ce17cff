import { prepareFolder, take } from './fixtures/take-screen.ts';
import { test } from './fixtures/visits/visitor.ts';
import { visits } from './fixtures/visits/visits.ts';

// npm run pictures -- screens: takes every screen at two widths, in light and dark, for review side by side.
// E2E_LANGUAGE=ar-XB: all of it from the right to the left (lib/words/offered-in-tests.ts).
test.slow();
test.beforeAll(prepareFolder);

for (const [walk, visiting, visit] of visits)
  visiting(walk, async ({ visitor }) => {
    await visit(await visitor(take, process.env['E2E_LANGUAGE']));
  });
