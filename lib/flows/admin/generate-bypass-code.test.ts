import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listEvents } from '../../../db/queries/security-events.ts';
import { makeTestEnvironment, PASSWORD, type TestEnvironment } from '../../../test/environment.ts';
import { verifySecondFactor } from '../sign-in/verify-second-factor.ts';
import { renewRecoveryCodes } from '../two-factor/renew-recovery-codes.ts';
import { generateBypassCode } from './generate-bypass-code.ts';

let scene: TestEnvironment;
let ada: Awaited<ReturnType<TestEnvironment['person']>>;
beforeEach(async () => {
  scene = await makeTestEnvironment();
  ada = await scene.person();
});
afterEach(() => scene.close());

const act = () => ({ userId: ada.user.id, reason: 'Passport seen', by: 'command:root' });
const kinds = async () => (await listEvents(scene.db, ada.user.id, null, { limit: 50 })).map(({ kind }) => kind);
const typed = (code: string) => ({ method: 'recovery-code' as const, code: code.replaceAll('-', '') });

describe('a bypass code', () => {
  const make = async (minute: number) => {
    const made = await generateBypassCode(scene.at(minute), act());
    if (!made.ok) throw new Error(made.code);
    return made.value;
  };
  const tryIn = async (minute: number, code: string) =>
    verifySecondFactor(scene.at(minute), (await scene.challenge(minute)) ?? '', typed(code));

  test('opens one sign-in after the first factor, and leads to new one-time passwords', async () => {
    const { actor, recoveryCodes } = await scene.enrol(ada);
    const code = await make(1);
    expect(await tryIn(2, code)).toMatchObject({ ok: true, value: { methods: ['password', 'bypass-code'] } });
    expect(await tryIn(3, code)).toMatchObject({ code: 'recovery-code-wrong' });
    const cameIn = { ...actor, methods: ['password', 'bypass-code'] as const, signedInAt: scene.at(2).now };
    const renewed = await renewRecoveryCodes(scene.at(4), cameIn, { submittedCode: null, password: PASSWORD });
    expect(renewed).toMatchObject({ ok: true });
    expect(await tryIn(5, recoveryCodes[0] ?? '')).toMatchObject({ code: 'recovery-code-wrong' });
    expect(await kinds()).toEqual(expect.arrayContaining(['bypass-code-made', 'bypass-code-used']));
  });

  test('is dead after thirty minutes, and when a newer one is made', async () => {
    await scene.enrol(ada);
    const [first, second] = [await make(0), await make(1)];
    expect(await tryIn(2, first)).toMatchObject({ code: 'recovery-code-wrong' });
    expect(await tryIn(32, second)).toMatchObject({ code: 'recovery-code-wrong' });
  });

  test('of twenty uses at once one wins', async () => {
    await scene.enrol(ada);
    const code = await make(0);
    const secrets = await Promise.all(Array.from({ length: 20 }, () => scene.challenge(1)));
    const all = await Promise.all(secrets.map((secret) => verifySecondFactor(scene.at(1), secret ?? '', typed(code))));
    expect(all.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test('leaves the ten one-time passwords as they are, and is none of them', async () => {
    const { recoveryCodes } = await scene.enrol(ada);
    await tryIn(2, await make(1));
    expect(await tryIn(3, recoveryCodes[9] ?? '')).toMatchObject({ ok: true });
  });

  test('is refused where two-factor is off', async () => {
    expect(await generateBypassCode(scene.at(0), act())).toMatchObject({ code: 'no-second-factor' });
  });
});
