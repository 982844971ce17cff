import { parseDay } from '../rules/events/day.ts';
import { command } from '../words/en/command.ts';
import { commandHelp } from '../words/en/command-help.ts';
import type { OptionDeclaration } from './declaration.ts';
import { UsageError } from './usage-error.ts';

const { common } = commandHelp;

export const yes: OptionDeclaration = { flags: '--yes', about: common.yes };
export const reason: OptionDeclaration = { flags: '--reason <text>', about: common.reason };
export const csvOption: OptionDeclaration = { flags: '--csv', about: common.csv };

/** Declares an option that takes a whole number above 0. */
export function countOption(name: string, about: string): OptionDeclaration {
  return {
    flags: `${name} <n>`,
    about,
    parse: (text) => {
      const count = Number(text);
      if (!Number.isInteger(count) || count < 1) throw new UsageError(command.wantsCount({ option: name }));
      return count;
    },
  };
}

/** Declares an option that takes a day, e.g. 2026-11-24. */
export function dayOption(name: string, about: string): OptionDeclaration {
  return {
    flags: `${name} <day>`,
    about,
    parse: (text) => {
      if (!parseDay(text)) throw new UsageError(command.wantsDay({ option: name }));
      return text;
    },
  };
}

/** Declares an option that takes one of a few words. */
export function choiceOption(name: string, about: string, values: readonly string[]): OptionDeclaration {
  return {
    flags: `${name} <one>`,
    about: `${about}: ${values.join(', ')}`,
    values,
    parse: (text) => {
      if (!values.includes(text))
        throw new UsageError(command.wantsChoice({ option: name, choices: values.join(', ') }));
      return text;
    },
  };
}
