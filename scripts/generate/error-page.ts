// docs/errors.md: the table of src/wire/outcomes.ts for readers.

import { OUTCOMES } from "../../src/wire/outcomes.ts";

export function makeErrorPage(): Record<string, string> {
  const rows = OUTCOMES.map(({ code, http, exit, title }) => `| \`${code}\` | ${http} | ${exit} | ${title} |`);
  return {
    "docs/errors.md": `# What can go wrong

Generated from \`src/wire/outcomes.ts\` by \`npm run generate\`; do not edit.

Every answer has a \`status\`: \`ok\`, \`none\` (there is no way, and why) or \`invalid\` (bad input). An answer that is not
\`ok\` has \`problems\`: all of them at once, each with \`code\`, \`place\`, \`message\` and \`hint\`. The API sends \`ok\` and
\`none\` with HTTP 200. Exit codes of the command line: 0 answered, 1 bug, 2 bad input, 3 no feasible answer.

| code | HTTP | exit code | meaning |
|---|---|---|---|
${rows.join("\n")}

Problems in the rows of a dataset or an overlay have codes of their own, name file, line and column as their place, and
count as bad input (HTTP 422, exit code 2).
`,
  };
}
