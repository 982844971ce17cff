import { load, type Rate } from './load.ts';
import { hashUpperBound } from './upper-bound.ts';

/** One of the apps that are compared: its processes together, and the requests it gets. */
export type Target = {
  readonly name: string;
  readonly pids: readonly number[];
  /** A whole sign-in of one user. */
  readonly signIn: () => Promise<void>;
  /** Home of a user who is signed in. */
  readonly home: () => Promise<void>;
};

export type Slices = { signIn1: Rate; signIn16: Rate; home: Rate };
/** What was measured within a minute or two: only figures of one round are divided by each other. */
export type Round = { hash: Rate; targets: Record<string, Slices> };

const ROUNDS = 5;
const HASH_MS = 2_000;
const SIGN_IN_MS = 4_000;
const HOME_MS = 2_000;
const ONE_BY_ONE = 25;
const WARM_UP = { signIns: 150, pages: 200, ms: 15_000 };

/** Requests every target in turn, in a different order each round, so that other load on the machine hits all alike. */
export async function goRound(targets: readonly Target[], say: (text: string) => void): Promise<Round[]> {
  for (const { pids, signIn, home } of targets) {
    await load({ atOnce: 8, turns: WARM_UP.signIns * pids.length, ms: WARM_UP.ms, pids }, signIn);
    await load({ atOnce: 8, turns: WARM_UP.pages * pids.length, ms: WARM_UP.ms, pids }, home);
  }
  const rounds: Round[] = [];
  for (let number = 1; number <= ROUNDS; number += 1) {
    const round: Round = { hash: await hashUpperBound(HASH_MS), targets: {} };
    for (const { name, pids, signIn, home } of shuffled(targets)) {
      round.targets[name] = {
        signIn1: await load({ atOnce: 1, turns: ONE_BY_ONE, ms: SIGN_IN_MS, pids }, signIn),
        signIn16: await load({ atOnce: 16, ms: SIGN_IN_MS, pids }, signIn),
        home: await load({ atOnce: 16, ms: HOME_MS, pids }, home),
      };
    }
    rounds.push(round);
    const speeds = Object.entries(round.targets).map(
      ([name, { signIn16 }]) => `${name} ${signIn16.perSecond.toFixed(1)}`,
    );
    say(`round ${number}: hashes ${round.hash.perSecond.toFixed(0)}/s; sign-ins a second: ${speeds.join(', ')}`);
  }
  return rounds;
}

function shuffled<T>(list: readonly T[]): T[] {
  return list
    .map((item) => ({ item, at: Math.random() }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item);
}
