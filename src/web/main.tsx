// Starts the web app: words, cache, state, shell.

import "@fontsource-variable/noto-sans/index.css";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/shell.css";
import "./styles/time-bar.css";
import "./styles/floating.css";
import "./styles/claims.css";
import "./styles/ask.css";
import "./styles/options.css";
import "./styles/details.css";
import "./styles/map.css";
import "./styles/charts.css";
import "./styles/phone.css";
import "./styles/print.css";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { useTranslation } from "react-i18next";
import { App } from "./app.tsx";
import { startWords } from "./i18n/index.ts";
import { Boundary } from "./shell/boundary.tsx";
import { PlanProvider } from "./state/plan.tsx";
import { getAppState } from "./state/store.ts";

const queries = new QueryClient({ defaultOptions: { queries: { refetchOnWindowFocus: false, retry: 1 } } });
const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

/** The whole page failed: what it said, and a fresh start with the same question. */
function Broken({ error }: { readonly error: Error }) {
  const { t } = useTranslation();
  return (
    <div className="no-route" role="alert">
      <h1>{t("failed.broken")}</h1>
      <p className="note">{error.message}</p>
      <button type="button" className="button" onClick={() => location.reload()}>
        {t("failed.again")}
      </button>
    </div>
  );
}

// Nothing is drawn before the words are here: no flash of another language.
await startWords(getAppState().view.lang);

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <Boundary fallback={(error) => <Broken error={error} />}>
        <PlanProvider>
          <App />
        </PlanProvider>
      </Boundary>
    </QueryClientProvider>
  </StrictMode>,
);
