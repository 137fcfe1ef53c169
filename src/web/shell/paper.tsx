// A report that only paper shows. It hangs beside the app, because the app itself is hidden while printing.

import type { ReactNode } from "react";
import { createPortal } from "react-dom";

export function Paper({ children }: { readonly children: ReactNode }) {
  return createPortal(
    <div className="print" aria-hidden="true">
      {children}
    </div>,
    document.body,
  );
}
