// Do imports run the way ARCHITECTURE.md says? The table there is read and turned into rules; the code is held to them, and
// so is a small tree with one planted violation per rule, because a check that finds nothing may be looking at nothing.
// Tests beside the code may import what they like.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { cruise } from "dependency-cruiser";
import { projectFolder } from "./check-node.mjs";

const TESTS = "\\.test\\.tsx?$";

/** Rows of the table: folder → what it may import; `how` is `all`, `index` (only index.ts) or `types`. */
function readTable() {
  const text = readFileSync(path.join(projectFolder, "ARCHITECTURE.md"), "utf8");
  const rows = [...text.matchAll(/^\| (`[^|]+) \| ([^|]+) \|$/gm)];
  if (rows.length < 5) throw new Error("ARCHITECTURE.md has no table of imports");
  return rows.flatMap(([, folders, allowed]) =>
    namesIn(folders).map((folder) => ({ folder: folder.replace("/*", ""), allowed: readAllowed(allowed) })),
  );
}

const namesIn = (cell) => [...cell.matchAll(/`([a-z/*-]+)`/g)].map(([, name]) => name);

function readAllowed(cell) {
  if (cell.startsWith("nothing")) return [];
  // `engines` (through their `index.ts`), `data` …
  return cell.split(/,(?![^(]*\))/).map((part) => ({
    folder: namesIn(part)[0],
    how: part.includes("types of") ? "types" : part.includes("(through") ? "index" : "all",
  }));
}

/** One rule per folder: whatever it imports of ours is itself or allowed. */
function toRules(table) {
  // Engines with a row of their own follow that one only.
  const named = table.filter(({ folder }) => folder.startsWith("engines/")).map(({ folder }) => `^src/${folder}/`);
  const rules = table.flatMap(({ folder, allowed }) => {
    const own = folder === "engines" ? "^src/engines/$1/" : `^src/${folder}/`;
    const from =
      folder === "engines"
        ? { path: "^src/engines/([^/]+)/", pathNot: [TESTS, ...named] }
        : { path: `^src/${folder}/`, pathNot: TESTS };
    const open = allowed.filter(({ how }) => how !== "index").map(({ folder: name }) => `^src/${name}/`);
    const index = allowed
      .filter(({ how }) => how === "index")
      .map(({ folder: name }) => (name === "engines" ? "^src/engines/[^/]+/index\\.ts$" : `^src/${name}/index\\.ts$`));
    const types = allowed.filter(({ how }) => how === "types").map(({ folder: name }) => `^src/${name}/`);
    return [
      { name: folder, severity: "error", from, to: { path: "^src/", pathNot: [own, ...open, ...index] } },
      ...(types.length > 0
        ? [{ name: `${folder}-types`, severity: "error", from, to: { path: types, dependencyTypesNot: ["type-only"] } }]
        : []),
    ];
  });
  return [
    ...rules,
    {
      name: "pure",
      comment: "the model and the engines do no input and output",
      severity: "error",
      from: { path: "^src/(lib|model|engines)/", pathNot: TESTS },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "circular",
      severity: "error",
      from: { path: "^src/", pathNot: TESTS },
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    { name: "unresolved", severity: "error", from: { path: "^src/" }, to: { couldNotResolve: true, path: "^\\." } },
  ];
}

async function findViolations(baseDir, rules) {
  const { output } = await cruise(
    ["src"],
    {
      baseDir,
      ruleSet: { forbidden: rules },
      validate: true,
      tsPreCompilationDeps: true,
      doNotFollow: { path: "node_modules" },
      exclude: { path: "^src/web/public/" },
    },
    {
      extensions: [".ts", ".tsx", ".js", ".mjs", ".json", ".css"],
      conditionNames: ["import", "node", "default", "types"],
    },
  );
  const { summary } = output;
  return {
    violations: summary.violations,
    modules: summary.totalCruised,
    dependencies: summary.totalDependenciesCruised,
  };
}

/** A tree in which each rule is broken once; gives the names of rules that should be broken. */
function plant(folder, table) {
  const write = (file, text) => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  };
  const folders = table.map((row) => (row.folder === "engines" ? "engines/one" : row.folder));
  for (const name of folders) write(`src/${name}/inner.ts`, "export const inner = 1;\n");
  const deep = (name) => "../".repeat(name.split("/").length);
  for (const { folder: name, allowed } of table) {
    const at = name === "engines" ? "engines/one" : name;
    const known = allowed.map((entry) => entry.folder);
    const wrong = [...folders, "nowhere"].find((other) => other !== at && !known.includes(other.split("/")[0]));
    write(`src/${wrong}/inner.ts`, "export const inner = 1;\n");
    write(
      `src/${at}/planted.ts`,
      `import { inner } from "${deep(at)}${wrong}/inner.ts";\nexport const planted = inner;\n`,
    );
    const types = allowed.find(({ how }) => how === "types");
    if (types)
      write(
        `src/${at}/planted-types.ts`,
        `import { inner } from "${deep(at)}${types.folder}/inner.ts";\nexport const planted = inner;\n`,
      );
  }
  write("src/lib/impure.ts", 'import { readFileSync } from "node:fs";\nexport const impure = readFileSync;\n');
  write("src/lib/left.ts", 'import { right } from "./right.ts";\nexport const left = (): number => right();\n');
  write("src/lib/right.ts", 'import { left } from "./left.ts";\nexport const right = (): number => left();\n');
  write("src/lib/lost.ts", 'import { lost } from "./not-there.ts";\nexport const found = lost;\n');
}

const table = readTable();
const rules = toRules(table);

const planted = mkdtempSync(path.join(tmpdir(), "kopru-boundaries-"));
try {
  plant(planted, table);
  const { violations } = await findViolations(planted, rules);
  const caught = new Set(violations.map(({ rule }) => rule.name));
  const missed = rules.filter(({ name }) => !caught.has(name)).map(({ name }) => name);
  if (missed.length > 0) {
    process.stdout.write(`Planted violations were not caught by: ${missed.join(", ")}\n`);
    process.exitCode = 1;
  }
} finally {
  rmSync(planted, { recursive: true, force: true });
}

const { violations, modules, dependencies } = await findViolations(projectFolder, rules);
for (const { from, to, rule } of violations) process.stdout.write(`${rule.name}: ${from} → ${to}\n`);
if (violations.length > 0) process.exitCode = 1;
process.stdout.write(
  `${modules} modules, ${dependencies} imports, ${rules.length} rules, ${violations.length} violations\n`,
);
