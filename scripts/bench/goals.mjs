// What the benchmark is held against: each goal as a ratio that both sides of were measured in one run.
import { median, round, table } from './figures.mjs';

const FLOOR = 'bare Next';

/** A table of all goals: what must be, what we aim at, what was measured, and whether that is enough. */
export function goalsTable(figures) {
  return table(
    ['what', 'must', 'aim', 'measured', ''],
    goals(figures).map(({ what, must, aim, is, isAtLeast }) => {
      const reaches = (goal) => (isAtLeast ? is >= goal : is <= goal);
      const sign = isAtLeast ? '≥' : '≤';
      const verdict = reaches(aim) ? 'aim reached' : reaches(must) ? 'enough' : '**missed**';
      return [what, `${sign} ${must}`, `${sign} ${aim}`, round(is, 2), verdict];
    }),
  );
}

function goals({ rounds, names, memory, starts, sqlite, postgres, flooded, bareWeight }) {
  const coalesce = (ratio) => median(rounds.map(ratio));
  const signIns = (name) => coalesce(({ hash, targets }) => targets[name].signIn16.perSecond / hash.perSecond);
  const besideHash = ({ hash, targets }, name) => targets[name].signIn16.cpuMs - hash.cpuMs;
  const [, one, several] = names;
  const memoryOf = (name) => memory.find((entry) => entry.name === name);
  const grown = (name, key) => figuresOf(name).growth.many[key].cpuMs / figuresOf(name).growth.few[key].cpuMs;
  const figuresOf = (name) => (name === 'SQLite' ? sqlite : postgres);
  const scripts = (path) => sqlite.weights.find((page) => page.path === path).scriptBytes;
  const kiloAbove = (path) => (scripts(path) - bareWeight.scriptBytes) / 1000;
  const most = (what, must, aim, is) => ({ what, must, aim, is, isAtLeast: false });
  const least = (what, must, aim, is) => ({ what, must, aim, is, isAtLeast: true });
  return [
    least(`sign-ins a second ÷ hashes a second, ${one}`, 0.28, 0.4, signIns(one)),
    least(`the same, ${several}`, 0.28, 0.4, signIns(several)),
    most(
      `CPU of a sign-in beside its hash ÷ that of ${FLOOR}`,
      2,
      1.2,
      coalesce((round) => besideHash(round, one) / besideHash(round, FLOOR)),
    ),
    most(
      'one sign-in alone, p50, in hashes',
      2.5,
      1.9,
      coalesce(({ hash, targets }) => targets[one].signIn1.p50Ms / hash.p50Ms),
    ),
    most(
      'the same, p99',
      6,
      4,
      coalesce(({ hash, targets }) => targets[one].signIn1.p99Ms / hash.p50Ms),
    ),
    least(
      `signed-in page ÷ that of ${FLOOR}, pages a second`,
      0.7,
      0.9,
      coalesce(({ targets }) => targets[one].home.perSecond / targets[FLOOR].home.perSecond),
    ),
    most(`start to the first page ÷ ${FLOOR}`, 1.4, 1.15, starts.SQLite / starts[FLOOR]),
    most(`memory at the start ÷ ${FLOOR}`, 1.25, 1.1, memoryOf(one).idle / memoryOf(FLOOR).idle),
    most(`memory at most ÷ ${FLOOR}`, 1.3, 1.1, memoryOf(one).peak / memoryOf(FLOOR).peak),
    most(`kB of scripts on /login above a form of ${FLOOR}`, 10, 4, kiloAbove('/login')),
    most('the same on /profile/two-factor', 14, 8, kiloAbove('/profile/two-factor')),
    ...(postgres ? ['SQLite', 'PostgreSQL'] : ['SQLite']).flatMap((name) => [
      most(`CPU of a sign-in, many people ÷ few, ${name}`, 1.1, 1.05, grown(name, 'signIn')),
      most(`CPU of a session check, many ÷ few, ${name}`, 1.2, 1.1, grown(name, 'home')),
    ]),
    most('another page’s p95 with 200 passwords in flight ÷ idle', 3, 2, flooded[0].floodedMs / flooded[0].idleMs),
    ...(postgres
      ? [
          least(
            'sign-ins, PostgreSQL ÷ SQLite, one instance',
            0.8,
            0.95,
            coalesce(({ targets }) => targets.PostgreSQL.signIn16.perSecond / targets[one].signIn16.perSecond),
          ),
        ]
      : []),
  ];
}
