// The goals of the benchmark: each is a ratio whose two sides were measured in one run.
import { engines, measuredOf, median, round, table } from './figures.mjs';

/** @typedef {import('../../bench/main.ts').Figures} Figures */
/** @typedef {import('../../bench/rounds.ts').Round} Round */

/** @typedef {{ what: string; must: number; aim: number; is: number; isAtLeast: boolean }} Goal */

/** What is compared between few users and many. */
const pages = /** @type {const} */ (['signIn', 'home', 'people', 'search', 'events']);
const BASELINE = 'baseline app';

/**
 * Returns a table of all goals: what must be, what we aim at, what was measured, and whether that is enough.
 *
 * @param {Figures} figures
 */
export function goalsTable(figures) {
  return table(
    ['what', 'must', 'aim', 'measured', ''],
    goals(figures).map(({ what, must, aim, is, isAtLeast }) => {
      const reaches = (/** @type {number} */ goal) => (isAtLeast ? is >= goal : is <= goal);
      const sign = isAtLeast ? '≥' : '≤';
      const verdict = reaches(aim) ? 'aim reached' : reaches(must) ? 'enough' : '**missed**';
      return [what, `${sign} ${must}`, `${sign} ${aim}`, round(is, 2), verdict];
    }),
  );
}

/**
 * Returns the goals with what was measured.
 *
 * @param {Figures} figures
 * @returns {Goal[]}
 */
export function goals({ rounds, names, memory, starts, sqlite, postgres, hashBursts, baselineWeight }) {
  const coalesce = (/** @type {(round: Round) => number} */ ratio) => median(rounds.map(ratio));
  const slices = (/** @type {Round} */ { targets }, /** @type {string} */ name) => measuredOf(targets, name);
  const signIns = (/** @type {string} */ name) =>
    coalesce((round) => slices(round, name).signIn16.perSecond / round.hash.perSecond);
  const besideHash = (/** @type {Round} */ round, /** @type {string} */ name) =>
    slices(round, name).signIn16.cpuMs - round.hash.cpuMs;
  const [, one = '', several = ''] = names;
  const memoryOf = (/** @type {string} */ name) =>
    measuredOf(Object.fromEntries(memory.map((entry) => [entry.name, entry])), name);
  const idleOf = (/** @type {string} */ name) => memoryOf(name).idle ?? Number.NaN;
  const mostGrown = (/** @type {import('../../bench/main.ts').Alone} */ { growth: { few, many } }) =>
    Math.max(...pages.map((page) => many[page].cpuMs / few[page].cpuMs));
  const scripts = (/** @type {string} */ path) =>
    measuredOf(Object.fromEntries(sqlite.weights.map((page) => [page.path, page.scriptBytes])), path);
  const kiloAbove = (/** @type {string} */ path) => (scripts(path) - baselineWeight.scriptBytes) / 1000;
  const burst = hashBursts[0] ?? { idleMs: Number.NaN, burstMs: Number.NaN };
  /**
   * @param {string} what
   * @param {number} must
   * @param {number} aim
   * @param {number} is
   */
  const most = (what, must, aim, is) => ({ what, must, aim, is, isAtLeast: false });
  /**
   * @param {string} what
   * @param {number} must
   * @param {number} aim
   * @param {number} is
   */
  const least = (what, must, aim, is) => ({ what, must, aim, is, isAtLeast: true });
  const ahead = (/** @type {string} */ peer) =>
    coalesce((round) => slices(round, one).signIn16.perSecond / slices(round, peer).signIn16.perSecond);
  return [
    least('sign-ins a second ÷ lucia’s example, the same hash', 1.05, 1.5, ahead('lucia’s example')),
    least('sign-ins a second ÷ minimal next-auth', 1.25, 1.8, ahead('minimal next-auth')),
    least(`sign-ins a second ÷ hashes a second, ${one}`, 0.28, 0.4, signIns(one)),
    least(`the same, ${several}`, 0.28, 0.4, signIns(several)),
    most(
      `CPU of a sign-in beside its hash ÷ that of the ${BASELINE}`,
      1.8,
      1.2,
      coalesce((round) => besideHash(round, one) / besideHash(round, BASELINE)),
    ),
    most(
      'one sign-in alone, p50, in hashes',
      2.5,
      2,
      coalesce((round) => slices(round, one).signIn1.p50Ms / round.hash.p50Ms),
    ),
    most(
      'the same, p99',
      6,
      4,
      coalesce((round) => slices(round, one).signIn1.p99Ms / round.hash.p50Ms),
    ),
    least(
      `signed-in page ÷ that of the ${BASELINE}, pages a second`,
      0.65,
      0.8,
      coalesce((round) => slices(round, one).home.perSecond / slices(round, BASELINE).home.perSecond),
    ),
    most(
      `start to the first page ÷ the ${BASELINE}`,
      1.35,
      1.15,
      measuredOf(starts, 'SQLite') / measuredOf(starts, BASELINE),
    ),
    most(`memory at the start ÷ the ${BASELINE}`, 1.25, 1.1, idleOf(one) / idleOf(BASELINE)),
    most(`memory at most ÷ the ${BASELINE}`, 1.3, 1.1, memoryOf(one).peak / memoryOf(BASELINE).peak),
    most(`kB of scripts on /login above a form of the ${BASELINE}`, 5, 3, kiloAbove('/login')),
    most('the same on /profile/two-factor', 9, 5, kiloAbove('/profile/two-factor')),
    ...engines({ sqlite, postgres }).flatMap(({ name, alone }) => [
      most(`CPU of any page, search or sign-in, many users ÷ few, ${name}`, 1.3, 1.1, mostGrown(alone)),
    ]),
    most('another page’s p95 with 200 passwords in flight ÷ idle', 3, 2, burst.burstMs / burst.idleMs),
    ...(postgres
      ? [
          least(
            'sign-ins, PostgreSQL ÷ SQLite, one instance',
            0.9,
            0.97,
            coalesce((round) => slices(round, 'PostgreSQL').signIn16.perSecond / slices(round, one).signIn16.perSecond),
          ),
        ]
      : []),
  ];
}
