// Starts the web app: words, cache, state, shell.

import "@fontsource-variable/noto-sans/index.css";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/shell.css";
import "./styles/panels.css";
import "./styles/map.css";
import "./styles/charts.css";
import "./styles/phone.css";
import "./styles/print.css";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { startWords } from "./i18n/index.ts";
import { PlanProvider } from "./state/plan.tsx";
import { getAppState } from "./state/store.ts";

startWords(getAppState().view.lang);

const queries = new QueryClient({ defaultOptions: { queries: { refetchOnWindowFocus: false, retry: 1 } } });
const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <PlanProvider>
        <App />
      </PlanProvider>
    </QueryClientProvider>
  </StrictMode>,
);
