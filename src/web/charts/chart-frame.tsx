// The frame of every chart: the finding as its title, the same data as a table one key (t) away, downloads as CSV and, with what it is of inside, as SVG and PNG.

import { type ReactNode, useContext, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { saveText, toCsv } from "../shell/downloads.ts";
import { DataTable, type TableData } from "../tables/data-table.tsx";
import { TableScroll } from "../tables/table-scroll.tsx";
import { ChartSource } from "./chart-source.ts";

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
  const source = useContext(ChartSource);
  // A table has nothing drawn.
  const [isDrawn, setDrawn] = useState(true);
  useEffect(() => {
    setDrawn(asTable || frame.current?.querySelector(".chart-body svg:is([role=img],[role=group])") != null);
  });
  const savePicture = async (kind: "svg" | "png") => {
    const { saveChart } = await import("./chart-picture.ts");
    if (frame.current)
      await saveChart(frame.current, `kopru-${name}`, kind, { title, subtitle: subtitle ?? "", source });
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
            {!asTable &&
              isDrawn &&
              (["svg", "png"] as const).map((kind) => (
                <button key={kind} type="button" className="text-button" onClick={() => void savePicture(kind)}>
                  {kind.toUpperCase()}
                </button>
              ))}
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
