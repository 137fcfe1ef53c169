// Linear programs by HiGHS (Huangfu & Hall 2018), compiled to WebAssembly: the one place where the package is loaded.
// Sparse columns in, primal and dual values out; a program can be kept, changed and solved again from its last basis.
// Not covered: integer and quadratic programs. Equal input gives equal output: no clock and no thread takes part.

import type { ColumnData, Highs, Model, ModelData } from "highs";

/** Minimise or maximise `cost·x` with `rowLower ≤ A x ≤ rowUpper`, `lower ≤ x ≤ upper`. Missing bounds are ±Infinity. */
export interface LinearProgram {
  readonly sense: "min" | "max";
  readonly cost: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly rowLower: Float64Array;
  readonly rowUpper: Float64Array;
  /** Sparse columns: entries of column j stand at `starts[j] … starts[j + 1] - 1`; one more start than columns. */
  readonly starts: Int32Array;
  readonly rows: Int32Array;
  readonly values: Float64Array;
}

/** `limit`: ended by the limit of iterations, or the numbers did not allow a verdict. */
export type LpStatus = "optimal" | "infeasible" | "unbounded" | "limit";

export interface LpSolution {
  readonly status: LpStatus;
  /** In the program's own sense; NaN unless optimal. */
  readonly objective: number;
  readonly primal: Float64Array;
  readonly rowActivity: Float64Array;
  /** Change of the objective when the row's binding bound grows by one. */
  readonly rowDual: Float64Array;
  /** Change of the objective when the column's binding bound grows by one. */
  readonly reducedCost: Float64Array;
  readonly iterations: number;
}

export interface LpOptions {
  /** `ipm` with crossover is quicker on large programs with many equal vertices. */
  readonly method?: "choose" | "simplex" | "ipm";
  /** `primal` is quicker after columns were added or costs changed: the last basis is then still feasible. `dual` else. */
  readonly simplex?: "primal" | "dual";
  readonly presolve?: boolean;
  readonly maxIterations?: number;
}

/** Bounds that cannot hold together; taking any of them away would let the others hold. */
export interface LpConflict {
  readonly rows: readonly { readonly row: number; readonly bound: "lower" | "upper" | "both" }[];
  readonly columns: readonly { readonly column: number; readonly bound: "lower" | "upper" | "both" }[];
}

/** A program that stays in the solver; solving again starts from the last basis. */
export interface KeptProgram {
  solve(options?: LpOptions): LpSolution;
  setCosts(columns: Int32Array, costs: Float64Array): void;
  setColumnBounds(columns: Int32Array, lower: Float64Array, upper: Float64Array): void;
  setRowBounds(rows: Int32Array, lower: Float64Array, upper: Float64Array): void;
  addColumns(columns: Pick<LinearProgram, "cost" | "lower" | "upper" | "starts" | "rows" | "values">): void;
  /** Must be called: the memory is the solver's, not the collector's. */
  dispose(): void;
}

export interface LpSolver {
  readonly version: string;
  solve(program: LinearProgram, options?: LpOptions): LpSolution;
  keep(program: LinearProgram): KeptProgram;
  /** A smallest set of clashing bounds of an infeasible program; both lists are empty when it is feasible. */
  explain(program: LinearProgram): LpConflict;
}

let loading: Promise<LpSolver> | undefined;

/** Loads the solver once per process; later calls get the same one. */
export function loadLpSolver(): Promise<LpSolver> {
  loading ??= import("highs").then(async ({ default: found }) => {
    // The package's types describe its CommonJS face, where the function stands one `default` deeper than in the module.
    const load = found as unknown as typeof found.default;
    return toSolver(await load());
  });
  return loading;
}

function toSolver(highs: Highs): LpSolver {
  const keep = (program: LinearProgram): KeptProgram => keepProgram(highs, program);
  return {
    version: highs.version.string,
    keep,
    solve(program, options) {
      const kept = keep(program);
      try {
        return kept.solve(options);
      } finally {
        kept.dispose();
      }
    },
    explain(program) {
      const model = highs.createModel(toModelData(highs, program));
      try {
        model.options.set({ output_flag: false, iis_strategy: highs.constants.iis.strategyRowPriority });
        model.run();
        return model.getModelStatus() === highs.constants.modelStatus.optimal
          ? { rows: [], columns: [] }
          : readConflict(highs, model);
      } finally {
        model.dispose();
      }
    },
  };
}

function toModelData(highs: Highs, program: LinearProgram): ModelData {
  const { sense, cost, lower, upper, rowLower, rowUpper, starts, rows, values } = program;
  if (starts.length !== cost.length + 1)
    throw new RangeError(`expected ${cost.length + 1} starts, not ${starts.length}`);
  return {
    numCols: cost.length,
    numRows: rowLower.length,
    sense: sense === "min" ? highs.constants.objectiveSense.minimize : highs.constants.objectiveSense.maximize,
    colCost: cost,
    colLower: lower,
    colUpper: upper,
    rowLower,
    rowUpper,
    matrix: { format: "csc", numRows: rowLower.length, numCols: cost.length, starts, indices: rows, values },
  };
}

function keepProgram(highs: Highs, program: LinearProgram): KeptProgram {
  const model = highs.createModel(toModelData(highs, program));
  // Nothing is printed, and what is random inside starts from the same seed each time.
  model.options.set({ output_flag: false, random_seed: 0 });
  return {
    solve: (options = {}) => solveModel(highs, model, options),
    setCosts: (columns, costs) => void model.changeColsCost({ kind: "set", indices: columns }, costs),
    setColumnBounds: (columns, lower, upper) =>
      void model.changeColsBounds({ kind: "set", indices: columns }, lower, upper),
    setRowBounds: (rows, lower, upper) => void model.changeRowsBounds({ kind: "set", indices: rows }, lower, upper),
    addColumns: (columns) => void model.addCols(toColumns(columns, model.getDimensions().numRows)),
    dispose: () => model.dispose(),
  };
}

function toColumns(columns: Parameters<KeptProgram["addColumns"]>[0], numRows: number): Omit<ColumnData, "count"> {
  const { cost, lower, upper, starts, rows, values } = columns;
  return {
    cost,
    lower,
    upper,
    matrix: { format: "csc", numRows, numCols: cost.length, starts, indices: rows, values },
  };
}

/** HiGHS's numbers of the two, which its package does not export. */
const SIMPLEX_STRATEGY = { dual: 1, primal: 4 } as const;

function solveModel(highs: Highs, model: Model, options: LpOptions): LpSolution {
  const { method = "choose", simplex = "dual", presolve = true, maxIterations = 2_147_483_647 } = options;
  model.options.set({
    solver: method,
    presolve: presolve ? "choose" : "off",
    simplex_strategy: SIMPLEX_STRATEGY[simplex],
    simplex_iteration_limit: maxIterations,
    ipm_iteration_limit: maxIterations,
  });
  model.run();
  const { modelStatus } = highs.constants;
  let code = model.getModelStatus();
  if (code === modelStatus.unboundedOrInfeasible) {
    // Presolve stops at the first sign of either; the simplex method tells which.
    model.options.set({ presolve: "off", solver: "simplex" });
    model.run();
    code = model.getModelStatus();
  }
  const status: LpStatus =
    code === modelStatus.optimal || code === modelStatus.empty
      ? "optimal"
      : code === modelStatus.infeasible
        ? "infeasible"
        : code === modelStatus.unbounded
          ? "unbounded"
          : "limit";
  const { colValue, rowValue, rowDual, colDual } = model.getSolution();
  const iterations = Math.max(0, Number(model.info.get("simplex_iteration_count")));
  const objective = status === "optimal" ? model.getObjectiveValue() : Number.NaN;
  return { status, objective, primal: colValue, rowActivity: rowValue, rowDual, reducedCost: colDual, iterations };
}

function readConflict(highs: Highs, model: Model): LpConflict {
  const { boundLower, boundUpper, boundBoxed } = highs.constants.iis;
  const sides = new Map([
    [boundLower, "lower"],
    [boundUpper, "upper"],
    [boundBoxed, "both"],
  ] as const satisfies [number, string][]);
  // A column may be part of a clash without its own bounds being so: it is then free in the list.
  const pick = <T>(
    indices: Int32Array,
    codes: Int32Array,
    make: (index: number, bound: "lower" | "upper" | "both") => T,
  ) =>
    [...indices].flatMap((index, k) => {
      const bound = sides.get(codes[k] as 2 | 3 | 4);
      return bound === undefined ? [] : [make(index, bound)];
    });
  const { rowIndex, rowBound, colIndex, colBound } = model.getIis();
  return {
    rows: pick(rowIndex, rowBound, (row, bound) => ({ row, bound })),
    columns: pick(colIndex, colBound, (column, bound) => ({ column, bound })),
  };
}
