// The replay alone on a page, for its tests: made-up ships and trains, or an answer that lies beside the page.

import "@fontsource-variable/noto-sans/index.css";
import "../../../src/web/styles/tokens.css";
import "../../../src/web/styles/base.css";
import "../../../src/web/styles/shell.css";
import "../../../src/web/styles/map.css";
import "../../../src/web/styles/charts.css";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import { startWords, wordsReady } from "../../../src/web/i18n/index.ts";
import { PlanProvider } from "../../../src/web/state/plan.tsx";
import { getAppState } from "../../../src/web/state/store.ts";
import type { ReplayOk } from "../../../src/wire/crossing-replay.ts";
import { madeUpReplay } from "./made-up-replay.ts";

const asked = new URLSearchParams(location.search);
await startWords(getAppState().view.lang);
document.documentElement.dataset.theme = asked.get("theme") ?? "light";

async function sidesOf(): Promise<{ name: string; replay: ReplayOk }[]> {
  const files = asked.get("files");
  if (files !== null)
    return Promise.all(
      files.split(",").map(async (file) => ({
        name: file,
        replay: (await (await fetch(`./${file}.json`)).json()) as ReplayOk,
      })),
    );
  const things = Number(asked.get("things") ?? 1200);
  const sides = Number(asked.get("sides") ?? 1);
  return Array.from({ length: sides }, (_, i) => ({
    name: i === 0 ? "Base" : "Scenario",
    replay: madeUpReplay(things, i + 1),
  }));
}

// Words must have been started before a chunk brings its own.
const { ReplayView } = await import("../../../src/web/workspaces/simulate/replay/index.tsx");
await wordsReady();
const sides = await sidesOf();
const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
createRoot(root).render(
  <QueryClientProvider client={new QueryClient()}>
    <PlanProvider>
      <div style={{ position: "fixed", inset: 0 }}>
        <ReplayView
          sides={sides}
          onWindow={(hour) => {
            document.body.dataset.window = String(Math.round(hour));
          }}
        />
      </div>
    </PlanProvider>
  </QueryClientProvider>,
);
