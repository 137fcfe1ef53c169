// How much does a browser load? Compares the built web app with the committed sizes, so that a review sees what a change
// costs; --write notes the new sizes. All JavaScript together, the map and its worker included, may not pass its limit.

import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { webFolder } from "./build-web.mjs";
import { projectFolder } from "./check-node.mjs";

/** The map and its worker are 440 of it; each workspace beyond Plan is a chunk that comes when it is first opened. */
const LIMIT_KB = 800;
/** What must be there before the first view: grows only for what every visit needs. */
const FIRST_LIMIT_KB = 225;
/** A change below this share, or below 3 kB, needs no new file. */
const TOLERANCE = 0.03;
const sizesFile = path.join(projectFolder, "src", "web", "bundle-size.json");

const kB = (bytes) => Math.round(bytes / 100) / 10;
const gzipped = (file) => gzipSync(readFileSync(file), { level: 9 }).length;

function measure() {
  const files = readdirSync(webFolder, { recursive: true })
    .map((file) => path.join(webFolder, file))
    .filter((file) => statSync(file).isFile() && !/\.(br|gz|map)$/.test(file));
  const page = readFileSync(path.join(webFolder, "index.html"), "utf8");
  const isMain = (file) => page.includes(path.basename(file));
  const sum = (kind, pick = () => true) =>
    kB(files.filter((file) => kind.test(file) && pick(file)).reduce((total, file) => total + gzipped(file), 0));
  return {
    mainJavaScriptGzipKB: sum(/\.m?js$/, isMain),
    allJavaScriptGzipKB: sum(/\.m?js$/),
    stylesGzipKB: sum(/\.css$/),
    dataGzipKB: sum(/\.(json|svg)$/),
    fontsKB: kB(
      files.filter((file) => file.endsWith(".woff2")).reduce((total, file) => total + statSync(file).size, 0),
    ),
  };
}

const sizes = measure();
if (process.argv.includes("--write")) writeFileSync(sizesFile, `${JSON.stringify(sizes, null, 2)}\n`);
const noted = JSON.parse(readFileSync(sizesFile, "utf8"));
const changed = Object.entries(sizes).filter(
  ([name, size]) => Math.abs(size - (noted[name] ?? 0)) > Math.max(3, TOLERANCE * size),
);
for (const [name, size] of changed)
  process.stdout.write(
    `${name}: ${size} kB, noted ${noted[name] ?? "nothing"}; node scripts/bundle-size.mjs --write notes it\n`,
  );
const tooLarge = sizes.allJavaScriptGzipKB > LIMIT_KB || sizes.mainJavaScriptGzipKB > FIRST_LIMIT_KB;
if (tooLarge)
  process.stdout.write(
    `JavaScript is larger than ${LIMIT_KB} kB, or than ${FIRST_LIMIT_KB} kB before the first view\n`,
  );
process.stdout.write(
  `JavaScript ${sizes.allJavaScriptGzipKB} kB gzip of ${LIMIT_KB}, before the first view ${sizes.mainJavaScriptGzipKB}\n`,
);
process.exitCode = changed.length > 0 || tooLarge ? 1 : 0;
