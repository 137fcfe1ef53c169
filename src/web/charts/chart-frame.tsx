// The frame of every chart: the finding as its title, the same data as a table one key (t) away, downloads as SVG and CSV.

import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { saveText, svgText, toCsv } from "../shell/downloads.ts";
import { DataTable, type TableData } from "../tables/data-table.tsx";
import { TableScroll } from "../tables/table-scroll.tsx";

export interface ChartFrameProps {
  readonly title: string;
  /** What is drawn, in what unit. */
  readonly subtitle?: string;
  readonly name: string;
  /** The same data to look at and to take along. */
  readonly table?: TableData;
  readonly children: ReactNode;
}

/** Asked for by the key `t`: the chart under focus or pointer, else the first on the screen. */
export const TABLE_EVENT = "kopru-table";

export function ChartFrame({ title, subtitle, name, table, children }: ChartFrameProps) {
  const { t } = useTranslation();
  const [asTable, setAsTable] = useState(false);
  const frame = useRef<HTMLElement>(null);
  const id = useId();
  useEffect(() => {
    const element = frame.current;
    const toggle = () => setAsTable((on) => !on);
    element?.addEventListener(TABLE_EVENT, toggle);
    return () => element?.removeEventListener(TABLE_EVENT, toggle);
  }, []);
  const saveSvg = () => {
    const svg = frame.current?.querySelector<SVGSVGElement>(".chart-body svg");
    if (svg) saveText(`kopru-${name}.svg`, "image/svg+xml", svgText(svg));
  };
  return (
    <section className="chart" ref={frame} data-chart={name} aria-labelledby={id}>
      <header className="chart-head">
        <div>
          <h3 id={id} title={title}>
            {title}
          </h3>
          {subtitle && (
            <p className="note" title={subtitle}>
              {subtitle}
            </p>
          )}
        </div>
        {table && (
          <span className="chart-actions">
            <button type="button" className="text-button" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
              {t("chart.table")}
            </button>
            <button
              type="button"
              className="text-button"
              onClick={() => saveText(`kopru-${name}.csv`, "text/csv", toCsv(table.columns, table.rows))}
            >
              CSV
            </button>
            {!asTable && (
              <button type="button" className="text-button" onClick={saveSvg}>
                SVG
              </button>
            )}
          </span>
        )}
      </header>
      {asTable && table ? (
        <TableScroll label={title}>
          <DataTable {...table} />
        </TableScroll>
      ) : (
        <div className="chart-body">{children}</div>
      )}
    </section>
  );
}
