// The workspaces: a rail at the left of a screen, tabs at the bottom of a phone.

import { useTranslation } from "react-i18next";
import { PAGES, type Page } from "../state/app-state.ts";
import { usePlan } from "../state/plan.tsx";
import { setView } from "../state/store.ts";

export function Rail({ openKeys }: { readonly openKeys: () => void }) {
  const { t } = useTranslation();
  return (
    <nav className="rail" aria-label={t("page.label")}>
      <PageButtons />
      <span className="rail-space" />
      <button type="button" onClick={openKeys} aria-label={t("keys.title")} title={`${t("keys.title")} (?)`}>
        <span className="rail-mark">?</span>
      </button>
    </nav>
  );
}

export function PhoneTabs() {
  const { t } = useTranslation();
  return (
    <nav className="phone-tabs" aria-label={t("page.label")}>
      <PageButtons />
    </nav>
  );
}

function PageButtons() {
  const { t } = useTranslation();
  const { view } = usePlan();
  return PAGES.map((page) => (
    <button
      key={page}
      type="button"
      data-to={page}
      aria-current={view.page === page ? "page" : undefined}
      onClick={() => setView({ page })}
    >
      <PageIcon page={page} />
      {t(`page.${page}`)}
    </button>
  ));
}

const ICONS: Readonly<Record<Page, string>> = {
  plan: "M3 15c2-6 12-2 14-10M3 15a1.5 1.5 0 1 0 .1 0M17 5a1.5 1.5 0 1 0-.1 0",
  flows: "M2 10c4 0 5-6 9-6h7M2 10h16M2 10c4 0 5 6 9 6h7",
  simulate: "M2.5 12.5h15l-2.2 4H5zM10 12.5V3.5l5 6h-5M2.5 18.5c2 0 2-1 3.75-1s1.75 1 3.75 1 2-1 3.75-1 1.75 1 3.75 1",
  oil: "M10 2.5s5.5 6 5.5 9.6a5.5 5.5 0 0 1-11 0C4.5 8.5 10 2.5 10 2.5zM7.2 12.2a2.8 2.8 0 0 0 2.8 2.6",
  claims: "M4 4h12v9H9l-4 3v-3H4zM7 8.5l2 2 4-4",
};

function PageIcon({ page }: { readonly page: Page }) {
  return (
    <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
      <path
        d={ICONS[page]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
