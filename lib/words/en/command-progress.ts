import { formatsOf } from '../format.ts';

const format = formatsOf('en-GB');

type Bar = {
  label: string;
  bar: string;
  /** Between 0 and 1. */
  share: number;
  counted: { done: number; total: number; rate: number } | null;
  secondsLeft: number | null;
};

/** What `npm run admin` draws while it works. */
export const commandProgress = {
  bar: ({ label, bar, share, counted, secondsLeft }: Bar) =>
    [
      `${label} ${bar} ${format.percent(share)}`,
      ...(counted
        ? [
            `${format.number(counted.done)} of ${format.number(counted.total)}`,
            `${format.number(counted.rate)} a second`,
          ]
        : []),
      ...(secondsLeft === null ? [] : [`${timeLeft(secondsLeft)} left`]),
    ].join(', '),
};

/** 45 s, 3 min 5 s */
function timeLeft(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
