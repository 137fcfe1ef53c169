// `npm start`: from a fresh clone to a page that answers. Installs what is missing, builds the web app when it changed, and
// starts the server on a Node that can run TypeScript. Arguments go on to `kopru serve` (--port, --no-open, --data …).
// Plain JavaScript on purpose: the Node outside may be as old as 20.

import { spawn } from "node:child_process";
import path from "node:path";
import { buildWebWhenNeeded } from "./build-web.mjs";
import { nodeOrExit, projectFolder } from "./check-node.mjs";
import { installWhenNeeded } from "./install.mjs";

installWhenNeeded();
const node = nodeOrExit();
if (!buildWebWhenNeeded()) {
  process.stderr.write("The web app could not be built: see the message above. Starting the API alone.\n");
}

const own = process.argv.slice(2);
const open = own.includes("--no-open") || own.includes("--open") ? [] : ["--open"];
const server = spawn(node, [path.join(projectFolder, "src", "cli", "main.ts"), "serve", ...open, ...own], {
  stdio: "inherit",
});
// The server shuts down in order by itself; this process only waits for it.
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => server.kill(signal));
// npm ends its shell when it is told to stop, and the shell tells nobody: being handed to another parent is the sign.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) server.kill("SIGTERM");
}, 500).unref();
server.on("exit", (code, signal) => process.exit(code ?? (signal === null ? 1 : 0)));
