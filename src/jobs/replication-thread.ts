// A thread that runs one replication after another and keeps the model it had last. It knows no dataset.

import { parentPort } from "node:worker_threads";
import { InvalidInput } from "../model/problem.ts";
import { type ModelSource, type ReplicationRecord, TaskRunner } from "../studies/crossing-replications.ts";
import type { FromReplicationThread, ToReplicationThread } from "./replication-messages.ts";

const port = parentPort;
if (port === null) throw new Error("replication-thread.ts runs in a worker thread only");
const runner = new TaskRunner();
let source: ModelSource | undefined;

port.on("message", (message: ToReplicationThread) => {
  source = message.source ?? source;
  const { id, task } = message;
  try {
    if (source === undefined) throw new Error("expected a model before the first task");
    const record = runner.run(source, task);
    port.postMessage({ id, record } satisfies FromReplicationThread, [...buffersOf(record)]);
  } catch (error) {
    const said: FromReplicationThread =
      error instanceof InvalidInput
        ? { id, problems: error.problems.map((problem) => ({ ...problem })), bug: null }
        : { id, problems: [], bug: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    port.postMessage(said);
  }
});

/** Memory of all columns, to be handed over and not copied. */
function buffersOf({ cells, ...columns }: ReplicationRecord): Set<ArrayBuffer> {
  const buffers = new Set<ArrayBuffer>();
  const parts: readonly unknown[] = [columns, ...Object.values(cells)].flatMap((each) => Object.values(each));
  for (const part of parts)
    if (ArrayBuffer.isView(part) && part.buffer instanceof ArrayBuffer) buffers.add(part.buffer);
  return buffers;
}
