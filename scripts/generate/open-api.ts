// schema/openapi.json: the OpenAPI 3.1 description that the server gives at /api/v1/openapi.json. Made with the small
// dataset; the description does not depend on it.

import path from "node:path";
import { createServer } from "../../src/api/index.ts";
import { programVersion, projectFolder } from "../../src/cli/program-version.ts";
import { loadDataset } from "../../src/data/index.ts";

export async function makeOpenApi(): Promise<Record<string, string>> {
  const input = { base: path.join(projectFolder, "examples", "halcyon") };
  const app = await createServer({ dataset: loadDataset(input), input, programVersion: programVersion() });
  const reply = await app.inject({ url: "/api/v1/openapi.json" });
  await app.close();
  return { "schema/openapi.json": `${JSON.stringify(reply.json(), null, 2)}\n` };
}
