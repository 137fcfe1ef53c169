// Which run is meant by the first letters of its id?

import { InvalidInput } from "../model/problem.ts";
import type { RunRecordJson, RunsAnswer } from "../wire/runs.ts";
import type { StoreDesk } from "./ask-store.ts";

const WHOLE_ID = 36;
const LISTED = 200;

/**
 * The whole id for its first letters, as a part of an address.
 * @param place where the letters were given
 * @throws InvalidInput when no run begins with them, or several do
 */
export async function findRunId(desk: StoreDesk, id: string, place = "id"): Promise<string> {
  if (id.length >= WHOLE_ID) return encodeURIComponent(id);
  const found: RunRecordJson[] = [];
  for (let offset = 0, total = 1; offset < total; offset += LISTED) {
    const answer = (await desk.ask("GET", `/runs?limit=${LISTED}&offset=${offset}`)) as RunsAnswer;
    if (answer.status !== "ok") break;
    found.push(...answer.runs.filter((run) => run.id.startsWith(id)));
    total = answer.total;
  }
  if (found.length === 1) return found[0].id;
  const message = `${found.length === 0 ? "No run begins" : `${found.length} runs begin`} with ${JSON.stringify(id)}.`;
  throw new InvalidInput([{ code: "unknown-run", place, message, hint: "kopru runs list shows them." }]);
}
