// Files dropped into the web app become an overlay over what their sender sees already; nobody else sees it.

import type { FastifyInstance } from "fastify";
import { type LayerInput, loadWithWarnings } from "../../data/index.ts";
import { parseCsv } from "../../lib/csv.ts";
import type { Dataset } from "../../model/dataset.ts";
import { InvalidInput } from "../../model/problem.ts";
import type { OverlayAnswer } from "../../wire/dataset.ts";
import { toCounts, toDatasetRef } from "../../wire/to-dataset.ts";
import { addRoute } from "../add-route.ts";
import { contract } from "../contract.ts";
import { type Desk, inTurn, stackOf } from "../desk.ts";

/** Characters of all overlays laid over one another, and how many of them: each is read anew with every further one. */
const MOST_CHARACTERS = 5_000_000;
const MOST_LAYERS = 10;

export function overlayRoutes(app: FastifyInstance, desk: Desk): void {
  addRoute(app, contract.overlays, ({ body, request, reply }) =>
    inTurn(desk, request, reply, (): OverlayAnswer => {
      const below = stackOf(desk, request);
      const overlays = [...below.overlays, { name: body.name, files: body.files }];
      checkSize(overlays);
      const { dataset, warnings } = loadWithWarnings({ base: desk.input.base, overlays });
      return {
        status: "ok",
        overlay: desk.shelf.put({ dataset, overlays }),
        dataset: toDatasetRef(dataset),
        rows: countRows(body.files),
        effects: effectsOf(below.dataset, dataset),
        warnings: warnings.map((warning) => ({ ...warning })),
      };
    }),
  );
}

/** @throws InvalidInput when a stack of overlays is too much to be kept in memory */
function checkSize(overlays: readonly LayerInput[]): void {
  const files = overlays.flatMap((layer) => (typeof layer === "string" ? [] : layer.files));
  const characters = files.reduce((sum, { text }) => sum + text.length, 0);
  if (characters <= MOST_CHARACTERS && overlays.length <= MOST_LAYERS) return;
  throw new InvalidInput([
    {
      code: "too-large",
      place: "files",
      message: `${overlays.length} overlays of ${characters} characters in all: at most ${MOST_LAYERS} of ${MOST_CHARACTERS}.`,
      hint: "Start again without the header X-Kopru-Overlay, or give large overlays to `kopru serve --overlay`.",
    },
  ]);
}

function countRows(files: readonly { readonly path: string; readonly text: string }[]): number {
  const tables = files.filter((file) => file.path.toLowerCase().endsWith(".csv"));
  return tables.reduce((sum, file) => sum + Math.max(0, parseCsv(file.text).records.length - 1), 0);
}

/** What the last layer changed, by kind of thing; says so when it changed nothing. */
function effectsOf(below: Dataset, dataset: Dataset): string[] {
  const before = toCounts(below);
  const added = Object.entries(toCounts(dataset)).flatMap(([kind, count]) =>
    count === before[kind] ? [] : [`${count > before[kind] ? "+" : "−"}${Math.abs(count - before[kind])} ${kind}`],
  );
  const prefix = `${dataset.layers.at(-1)?.name ?? ""}/`;
  const values = dataset.values.filter((value) => value.place.startsWith(prefix)).length;
  const effects = values === 0 ? added : [...added, `${values} values stand before those below`];
  return effects.length > 0 ? effects : ["The overlay adds no row and no value; it may replace rows of the same id."];
}
