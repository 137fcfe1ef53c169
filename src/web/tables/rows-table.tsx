// The table of the workspaces: named rows tied to the map both ways, numbers at the right, heads that stay in sight, sorted by a
// click where a column can be. On a phone it scrolls within its place. Not covered: the same data to take along, which are more
// columns and rows than are looked at here; the frame of a chart has them (charts/chart-frame.tsx).

import { type ReactNode, useState } from "react";
import { setHover, useHover } from "../state/hover.ts";
import { usePlan } from "../state/plan.tsx";
import { setView } from "../state/store.ts";
import { sortRows } from "./sort-rows.ts";
import { TableScroll } from "./table-scroll.tsx";

/** Class of a cell by what stands in it; those of dots and actions have a head that is only read out. */
const CELL = {
  name: "",
  text: "",
  note: "note",
  number: "num",

  dot: "dot-cell",
  tick: "",
  action: "row-actions",
} as const;
const UNSEEN_HEADS: readonly Column<never>["kind"][] = ["dot", "tick", "action"];

export interface Column<Row> {
  readonly id: string;
  /** Absent in all columns: no line of heads. */
  readonly head?: string;
  /** `name` says what the row is about: one column of each table. */
  readonly kind: keyof typeof CELL;
  readonly cell: (row: Row, index: number) => ReactNode;
  /** Behind the name and no part of its button. */
  readonly after?: (row: Row) => ReactNode;
  /** Rows can be sorted by this: names from their first letter, all else from the largest. */
  readonly sortBy?: (row: Row) => string | number;
}

/** What a row is on the map. */
export interface MapTie<Row> {
  /** Id of the thing that lights up with the row, and is chosen by a click on its name. */
  readonly thingOf: (row: Row) => string;
  /** Another id with which the row lights up. */
  readonly alsoOf?: (row: Row) => string;
  /** Rows choose something else than the thing. */
  readonly choice?: { readonly isOn: (row: Row) => boolean; readonly onChoose: (row: Row) => void };
}

export interface RowsTableProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** With a label the table scrolls within its place. */
  readonly label?: string;
  /** Of the place it scrolls in, or of the table itself. */
  readonly className?: string;
  readonly tie?: MapTie<Row>;
  /** The whole sentence behind a row. */
  readonly titleOf?: (row: Row) => string;
  /** Id of the column that sorts the rows first; absent: they come as they are given. */
  readonly sortedBy?: string;
}

interface Order {
  readonly by: string | undefined;
  readonly isUp: boolean;
}

export function RowsTable<Row>(props: RowsTableProps<Row>) {
  const { columns, rows, keyOf, label, className, tie, titleOf, sortedBy } = props;
  const [order, setOrder] = useState<Order>({ by: sortedBy, isUp: false });
  const sortBy = columns.find(({ id }) => id === order.by)?.sortBy;
  const shown = sortBy ? sortRows(rows, sortBy, order.isUp) : rows;
  const hover = useHover();
  const { view } = usePlan();
  const tied = (row: Row) => {
    if (!tie) return {};
    const thing = tie.thingOf(row);
    const isHovered = hover.thing !== undefined && (hover.thing === thing || hover.thing === tie.alsoOf?.(row));
    return {
      "data-on": (tie.choice ? tie.choice.isOn(row) : view.thing === thing) || undefined,
      "data-hovered": isHovered || undefined,
      onMouseEnter: () => setHover({ thing }),
      onMouseLeave: () => setHover({}),
    };
  };
  const table = (
    <table className={className && !label ? `rows-table ${className}` : "rows-table"}>
      {columns.some(({ head }) => head !== undefined) && (
        <thead>
          <tr>
            {columns.map((column) => (
              <Head key={column.id} column={column} order={order} onOrder={setOrder} />
            ))}
          </tr>
        </thead>
      )}
      <tbody>
        {shown.map((row, index) => (
          <tr key={keyOf(row)} title={titleOf?.(row)} {...tied(row)}>
            {columns.map((column) =>
              column.kind === "name" ? (
                <th key={column.id} scope="row">
                  {tie ? <TiedName row={row} tie={tie} text={column.cell(row, index)} /> : column.cell(row, index)}
                  {column.after?.(row)}
                </th>
              ) : (
                <td key={column.id} className={CELL[column.kind] || undefined}>
                  {column.cell(row, index)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
  if (label === undefined) return table;
  return (
    <TableScroll label={label} {...(className ? { className } : {})}>
      {table}
    </TableScroll>
  );
}

interface HeadProps<Row> {
  readonly column: Column<Row>;
  readonly order: Order;
  readonly onOrder: (order: Order) => void;
}

function Head<Row>({ column: { id, head, kind, sortBy }, order, onOrder }: HeadProps<Row>) {
  const className = kind === "number" ? "num" : undefined;
  if (!sortBy)
    return (
      <th scope="col" className={className}>
        {UNSEEN_HEADS.includes(kind) ? <span className="sr-only">{head}</span> : head}
      </th>
    );
  const isOn = order.by === id;
  return (
    <th scope="col" className={className} aria-sort={isOn ? (order.isUp ? "ascending" : "descending") : "none"}>
      <button
        type="button"
        className="sort-button"
        onClick={() => onOrder({ by: id, isUp: isOn ? !order.isUp : kind === "name" })}
      >
        {head} <span aria-hidden="true">{isOn ? (order.isUp ? "▲" : "▼") : ""}</span>
      </button>
    </th>
  );
}

interface TiedNameProps<Row> {
  readonly row: Row;
  readonly tie: MapTie<Row>;
  readonly text: ReactNode;
}

function TiedName<Row>({ row, tie: { thingOf, choice }, text }: TiedNameProps<Row>) {
  const thing = thingOf(row);
  return (
    <button
      type="button"
      className="row-button"
      aria-pressed={choice?.isOn(row)}
      onFocus={() => setHover({ thing })}
      onBlur={() => setHover({})}
      onClick={() => (choice ? choice.onChoose(row) : setView({ thing }))}
    >
      {text}
    </button>
  );
}
