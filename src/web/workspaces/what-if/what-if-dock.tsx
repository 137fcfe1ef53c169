// The dock of a what-if workspace: charts and tables as tabs, folds away. The same parts lie on the sheet of a phone.

import { type ReactNode, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Divider } from "../../shell/divider.tsx";
import { usePlan } from "../../state/plan.tsx";
import { setView } from "../../state/store.ts";

export interface DockTabs<T extends string> {
  readonly tabs: readonly { readonly id: T; readonly name: string }[];
  readonly on: T;
  readonly onChoose: (id: T) => void;
  readonly stale: boolean;
  readonly children: ReactNode;
}

export function WhatIfDock<T extends string>({ tabs, on, onChoose, stale, children }: DockTabs<T>) {
  const { t } = useTranslation();
  const { view } = usePlan();
  const open = !view.folded;
  return (
    <section className="dock" data-open={open || undefined} aria-label={t("what-if.dock")}>
      {open && <Divider property="dock-height" label={t("divider.dock")} grows="up" min={220} max={640} />}
      <div className="dock-head">
        <TabRow tabs={tabs} on={on} onChoose={onChoose} open={open} />
        <button
          type="button"
          className="icon-button"
          aria-expanded={open}
          aria-label={open ? t("dock.fold") : t("dock.unfold")}
          title={open ? t("dock.fold") : t("dock.unfold")}
          onClick={() => setView({ folded: open })}
        >
          <span className="chevron" aria-hidden="true" />
        </button>
      </div>
      {open && (
        <div
          className="dock-body"
          id="dock-body"
          role="tabpanel"
          aria-labelledby={`tab-${on}`}
          data-stale={stale || undefined}
        >
          {children}
        </div>
      )}
    </section>
  );
}

interface TabRowProps<T extends string> extends Pick<DockTabs<T>, "tabs" | "on" | "onChoose"> {
  readonly open: boolean;
}

export function TabRow<T extends string>({ tabs, on, onChoose, open }: TabRowProps<T>) {
  const { t } = useTranslation();
  const row = useRef<HTMLDivElement>(null);
  const choose = (id: T) => {
    onChoose(id);
    setView({ folded: false });
  };
  const move = (step: number) => {
    const at = tabs.findIndex((tab) => tab.id === on);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    if (!next) return;
    choose(next.id);
    row.current?.querySelector<HTMLElement>(`[data-tab=${next.id}]`)?.focus();
  };
  return (
    <div
      className="tabs"
      role="tablist"
      aria-label={t("what-if.dock")}
      ref={row}
      onKeyDown={(event) => {
        if (event.key === "ArrowRight") move(1);
        if (event.key === "ArrowLeft") move(-1);
      }}
    >
      {tabs.map(({ id, name }) => (
        <button
          key={id}
          type="button"
          role="tab"
          id={`tab-${id}`}
          data-tab={id}
          aria-selected={on === id && open}
          aria-controls="dock-body"
          tabIndex={on === id ? 0 : -1}
          onClick={() => choose(id)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
