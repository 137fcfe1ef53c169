// The dock of a what-if workspace. The same tabs lie on the sheet of a phone.

import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { DockFrame, TabRow, type TabRowProps } from "../../shell/dock-frame.tsx";
import { usePlan } from "../../state/plan.tsx";
import { setView } from "../../state/store.ts";

export type DockTabs<T extends string> = Pick<TabRowProps<T>, "tabs" | "on" | "onChoose">;

export interface WhatIfDockProps<T extends string> extends DockTabs<T> {
  readonly stale: boolean;
  readonly children: ReactNode;
}

export function WhatIfDock<T extends string>({ stale, children, ...tabs }: WhatIfDockProps<T>) {
  const { view } = usePlan();
  return (
    <DockFrame
      {...useUnfolding(tabs)}
      open={!view.folded}
      onFold={() => setView({ folded: !view.folded })}
      stale={stale}
    >
      {children}
    </DockFrame>
  );
}

export function WhatIfTabs<T extends string>(tabs: DockTabs<T>) {
  return <TabRow {...useUnfolding(tabs)} open />;
}

/** What is chosen is seen, also when the dock was folded away. */
function useUnfolding<T extends string>({ tabs, on, onChoose }: DockTabs<T>) {
  const { t } = useTranslation();
  return {
    label: t("what-if.dock"),
    tabs,
    on,
    onChoose: (id: T) => {
      onChoose(id);
      setView({ folded: false });
    },
  };
}
