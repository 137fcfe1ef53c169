// Runs a command of `kopru` in this process and catches what it prints: a process of its own for each case is slow.

import { vi } from "vitest";
import { run } from "../src/cli/run.ts";

export interface Printed {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line, given as words without the program's name. */
export async function runKopru(...args: readonly string[]): Promise<Printed> {
  let [out, err] = ["", ""];
  const spies = [
    vi.spyOn(process.stdout, "write").mockImplementation((chunk) => {
      out += chunk;
      return true;
    }),
    vi.spyOn(process.stderr, "write").mockImplementation((chunk) => {
      err += chunk;
      return true;
    }),
  ];
  try {
    return { exitCode: await run(args), out, err };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
