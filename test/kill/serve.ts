// A server for the kill test: the real one, with kinds of run that take as long as one says. Prints its address.
// Arguments: folder of the store, or address of a PostgreSQL server.

import path from "node:path";
import { createServer } from "../../src/api/index.ts";
import { loadDataset } from "../../src/data/index.ts";
import { reserveStore } from "../../src/store/index.ts";

const [place] = process.argv.slice(2);
const input = { base: path.join(import.meta.dirname, "..", "..", "examples", "halcyon") };
const store = reserveStore(place.includes("://") ? { url: place } : { folder: place });
const app = await createServer({
  dataset: loadDataset(input),
  input,
  programVersion: "0.0.0",
  requestsPerMinute: 0,
  store,
  workers: 1,
  kindsModule: new URL("../../src/jobs/test-kinds.fixture.ts", import.meta.url).href,
});
await app.listen({ host: "127.0.0.1", port: 0 });
const address = app.server.address();
const port = typeof address === "object" && address !== null ? address.port : 0;
// It says so once the store is open, so that rounds measure writing and not opening.
const reply = await app.inject({ method: "POST", url: "/api/v1/runs", payload: { kind: "none" } });
if (reply.json().problems[0].code !== "unknown-kind") throw new Error(reply.body);
process.stdout.write(`http://127.0.0.1:${port}/api/v1\n`);
