// A table on paper.

export interface PrintTableProps {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A table whose rows keep their places. */
export function PrintTable({ heads, rows }: PrintTableProps) {
  return (
    <table className="data-table">
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head}>{head}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <tr key={index}>
            {row.map((cell, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              <td key={column}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
