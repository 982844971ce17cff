import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeActivity } from '../describe-activity.ts';
import { makeScene, type Scene } from '../scene.fixture.ts';
import { describeEvents } from './describe-events.ts';
import { describePerson } from './describe-person.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await makeScene();
});
afterEach(() => scene.close());

test('administrators read of a password where its owner reads of theirs', async () => {
  const { user } = await scene.person();
  const sentences = ({ rows }: { rows: { what: string }[] }) => rows.map(({ what }) => what).join();
  expect(sentences(await describeActivity(scene.at(1), user.id, 'all', 1))).toContain('your password');
  const ofPerson = await describePerson(scene.at(1), user.id);
  const ofAll = await describeEvents(scene.at(1), { filter: 'all', email: '' });
  for (const read of [sentences({ rows: ofPerson?.events ?? [] }), sentences(ofAll)]) {
    expect(read).toContain('with a password');
    expect(read).not.toMatch(/\byour?\b/i);
  }
});
