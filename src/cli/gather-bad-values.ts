// The library ends at the first value that an option refuses. Here all of them are gathered, of every command, and said together
// before the command begins; commands still say by an InvalidArgumentError what a value must be.

import { type Command, InvalidArgumentError } from "commander";
import type { ProblemJson } from "../wire/common.ts";

/** Has part of what commander's options and arguments are. */
interface Reader {
  parseArg?: (<T>(value: string, previous: T) => T) | undefined;
}

/**
 * Changes how a program and its commands read values.
 * @returns what was refused, in the order of the command line
 */
export function gatherBadValues(program: Command): readonly ProblemJson[] {
  const bad: ProblemJson[] = [];
  const gather = (reader: Reader, place: string): void => {
    const { parseArg } = reader;
    if (parseArg === undefined) return;
    reader.parseArg = (value, previous) => {
      try {
        return parseArg.call(reader, value, previous) as typeof previous;
      } catch (error) {
        if (!(error instanceof InvalidArgumentError)) throw error;
        const given = JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
        bad.push({
          code: "usage",
          place,
          message: `${place} cannot be ${given}.`,
          hint: error.message,
        });
        return previous;
      }
    };
  };
  const visit = (command: Command): void => {
    for (const option of command.options) gather(option, option.long ?? option.flags);
    for (const argument of command.registeredArguments) gather(argument, argument.name());
    command.commands.forEach(visit);
  };
  visit(program);
  return bad;
}
