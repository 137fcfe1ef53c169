// Asks about what is kept: a server that has the folder open already, over HTTP, or else a server inside this process that
// nobody else can reach. Both give the API's own answers.

import { userInfo } from "node:os";
import path from "node:path";
import { datasetInput, type GlobalOptions } from "./global-options.ts";
import { programVersion, projectFolder } from "./program-version.ts";
import { type StoreOptions, storePlace } from "./store-options.ts";

export interface StoreDesk {
  /** A request below /api/v1; gives the JSON that comes back, whatever its status. */
  ask(method: "GET" | "POST" | "DELETE", url: string, body?: object): Promise<unknown>;
  /** The same for what is no JSON. */
  askBytes(url: string): Promise<Uint8Array>;
  /** Whether the work is done in this process, and ends with it. */
  readonly isHere: boolean;
  close(): Promise<void>;
}

/**
 * @param workers runs that may be worked on here; 0 to look only
 * @throws InvalidInput when the store cannot be opened, and its owner not be reached
 */
export async function openStoreDesk(options: GlobalOptions & StoreOptions, workers: number): Promise<StoreDesk> {
  const [{ reserveStore, awaitOwnerAddress }, { InvalidInput }] = await Promise.all([
    import("../store/index.ts"),
    import("../model/problem.ts"),
  ]);
  const place = storePlace(options);
  if (place === undefined) throw new Error("a command of the store needs one");
  try {
    return await openHere(options, reserveStore(place), workers);
  } catch (error) {
    const isTaken = error instanceof InvalidInput && error.problems[0]?.code === "store-taken";
    const address = isTaken && "folder" in place ? await awaitOwnerAddress(place.folder) : undefined;
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

/** Asks a server. @throws InvalidInput when it does not answer, or is none */
export function atAddress(address: string): StoreDesk {
  async function send(method: string, url: string, body?: object): Promise<Response> {
    try {
      return await fetch(new URL(`api/v1${url}`, address), {
        method,
        headers: { ...author(), ...(body === undefined ? {} : { "content-type": "application/json" }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch (error) {
      throw await unreachable(address, error);
    }
  }
  return {
    isHere: false,
    async ask(method, url, body) {
      const reply = await send(method, url, body);
      try {
        return await reply.json();
      } catch (error) {
        throw await unreachable(address, error);
      }
    },
    async askBytes(url) {
      const reply = await send("GET", url);
      // A problem document is no file to keep.
      if (!reply.ok) throw await unreachable(address, new Error(`status ${reply.status} for ${url}`));
      return new Uint8Array(await reply.arrayBuffer());
    },
    close: async () => {},
  };
}

async function unreachable(address: string, error: unknown): Promise<Error> {
  const { InvalidInput } = await import("../model/problem.ts");
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const reason = cause instanceof Error ? ("code" in cause ? String(cause.code) : cause.message) : String(cause);
  return new InvalidInput([
    {
      code: "unreachable-server",
      place: "--server",
      message: `No server of Kopru answers at ${URL.parse(address)?.host ?? "that address"} (${reason}).`,
      hint: "Is it running? Give the address that kopru serve prints.",
    },
  ]);
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
      isHere: true,
      async ask(method, url, body) {
        const payload = body === undefined ? {} : { payload: body };
        return (await app.inject({ method, url: `/api/v1${url}`, headers: author(), ...payload })).json();
      },
      askBytes: async (url) => new Uint8Array((await app.inject({ url: `/api/v1${url}` })).rawPayload),
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
