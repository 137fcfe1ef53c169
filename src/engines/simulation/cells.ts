// How values are spread (waits, times in the system, queues, busy servers), in cells of tally.ts: of one replication only the
// cells that were met, packed into a few arrays that are cheap to post; of all of them every cell, to take quantiles from.
// Most of some thousand rows are empty, and the others use a tenth of their cells.

/** Cells met, row by row: those of row i are at `starts[i]` to `starts[i + 1]`. */
export interface CellRows {
  /** One more than there are rows. */
  readonly starts: Int32Array;
  /** Numbers of the cells, ascending within a row. */
  readonly cells: Int32Array;
  /** How often, or for how many hours, each was met. */
  readonly amounts: Float64Array;
}

/** A sample of each block (waits, queue, busy servers) and of each class (time in the system). */
interface Samples<Rows> {
  readonly wait: Rows;
  readonly queue: Rows;
  readonly busy: Rows;
  readonly sojourn: Rows;
}

/** Of one replication. */
export type MetCells = Samples<CellRows>;
/** Of all replications: every cell of each row; of length 0 where a block has no such row. */
export type Cells = Samples<readonly Float64Array[]>;

/** Adds the cells of a replication to sums. */
export function addCells(sums: Cells, more: MetCells): void {
  for (const part of ["wait", "queue", "busy", "sojourn"] as const)
    for (const [row, into] of sums[part].entries()) addRow(more[part], row, into);
}

/** Adds one row to sums of its cells. */
export function addRow({ starts, cells, amounts }: CellRows, row: number, sums: Float64Array): void {
  for (let at = starts[row]; at < starts[row + 1]; at++) sums[cells[at]] += amounts[at];
}

/** Packs rows one after another. */
export class CellPacker {
  #starts: number[] = [0];
  #cells = new Int32Array(1024);
  #amounts = new Float64Array(1024);
  #count = 0;

  /** Adds what was met to the row that is being packed; cells have to come in ascending order. */
  add(cell: number, amount: number): void {
    if (this.#count === this.#cells.length) {
      this.#cells = copyInto(new Int32Array(2 * this.#count), this.#cells);
      this.#amounts = copyInto(new Float64Array(2 * this.#count), this.#amounts);
    }
    this.#cells[this.#count] = cell;
    this.#amounts[this.#count++] = amount;
  }

  endRow(): void {
    this.#starts.push(this.#count);
  }

  /** What was packed, in arrays of its own; the packer begins again. */
  take(): CellRows {
    const rows = {
      starts: Int32Array.from(this.#starts),
      cells: this.#cells.slice(0, this.#count),
      amounts: this.#amounts.slice(0, this.#count),
    };
    this.#starts = [0];
    this.#count = 0;
    return rows;
  }
}

function copyInto<Numbers extends Int32Array | Float64Array>(larger: Numbers, from: Numbers): Numbers {
  larger.set(from);
  return larger;
}
