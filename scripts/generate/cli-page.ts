// docs/cli.md: the help texts of all commands as the program prints them.

import type { Command } from "commander";
import { createProgram } from "../../src/cli/run.ts";

export async function makeCliPage(): Promise<Record<string, string>> {
  const program = createProgram({ exitCode: 0 });
  const commands = [program, ...listCommands(program)];
  const parts = commands.map((command) => `## ${pathOf(command)}\n\n\`\`\`\n${helpOf(command).trim()}\n\`\`\`\n`);
  return {
    "docs/cli.md": `# The command line\n\nGenerated from the commands' own help by \`npm run generate\`; do not edit.\n\n${parts.join("\n")}`,
  };
}

function listCommands(command: Command): Command[] {
  return command.commands.flatMap((inner) => [inner, ...listCommands(inner)]);
}

function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}

function helpOf(command: Command): string {
  let text = "";
  command.configureOutput({
    writeOut: (part) => {
      text += part;
    },
    getOutHelpWidth: () => 100,
  });
  command.outputHelp();
  return text;
}
