// Asks about what is kept: a server that has the folder open already, over HTTP, or else a server inside this process that
// nobody else can reach. Both give the API's own answers.

import { userInfo } from "node:os";
import path from "node:path";
import { datasetInput, type GlobalOptions } from "./global-options.ts";
import { programVersion, projectFolder } from "./program-version.ts";
import { type StoreOptions, storePlace } from "./store-options.ts";

export interface StoreDesk {
  /** A request below /api/v1; gives the JSON that comes back, whatever its status. */
  ask(method: "GET" | "POST" | "DELETE", url: string): Promise<unknown>;
  close(): Promise<void>;
}

/**
 * @param workers runs that may be worked on here; 0 to look only
 * @throws InvalidInput when the store cannot be opened, and its owner not be reached
 */
export async function openStoreDesk(options: GlobalOptions & StoreOptions, workers: number): Promise<StoreDesk> {
  const [{ reserveStore, findOwnerAddress }, { InvalidInput }] = await Promise.all([
    import("../store/index.ts"),
    import("../model/problem.ts"),
  ]);
  const place = storePlace(options);
  if (place === undefined) throw new Error("a command of the store needs one");
  try {
    return await openHere(options, reserveStore(place), workers);
  } catch (error) {
    const isTaken = error instanceof InvalidInput && error.problems[0]?.code === "store-taken";
    const address = isTaken && "folder" in place ? findOwnerAddress(place.folder) : undefined;
    if (address === undefined) throw error;
    return atAddress(address);
  }
}

/** As whom the asker is noted: as the operating system knows him. */
function author(): Record<string, string> {
  try {
    return { "x-kopru-author": encodeURIComponent(userInfo().username) };
  } catch {
    // A container may run as a number without a name.
    return {};
  }
}

function atAddress(address: string): StoreDesk {
  return {
    async ask(method, url) {
      const reply = await fetch(new URL(`api/v1${url}`, address), { method, headers: author() });
      return reply.json();
    },
    close: async () => {},
  };
}

async function openHere(
  options: GlobalOptions,
  store: import("../store/index.ts").Reservation,
  workers: number,
): Promise<StoreDesk> {
  try {
    const [{ createServer }, { loadDataset }] = await Promise.all([
      import("../api/index.ts"),
      import("../data/index.ts"),
    ]);
    const input = datasetInput(options);
    const app = await createServer({
      dataset: loadDataset(input),
      input,
      programVersion: programVersion(),
      requestsPerMinute: 0,
      scenarioFolder: path.join(options.data ?? projectFolder, "scenarios"),
      store,
      workers,
    });
    return {
      async ask(method, url) {
        return (await app.inject({ method, url: `/api/v1${url}`, headers: author() })).json();
      },
      async close() {
        await app.close();
        store.release();
      },
    };
  } catch (error) {
    store.release();
    throw error;
  }
}
