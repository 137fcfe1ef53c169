// A network whose links take longer the more they carry, and the demand for it: what TNTP and GMNS files say and an
// assignment needs. Times, flows and money are in the files' own units. Link time: t (1 + B (x / u)^p).

export interface CongestedNetwork {
  /** Names of nodes as the file has them, by index. */
  readonly nodeIds: readonly string[];
  /** Nodes below this index are zones: paths may begin and end there, but not pass. */
  readonly firstThroughNode: number;
  /** Names of links by index; for files without such names `from-to`, numbered when there are several. */
  readonly linkIds: readonly string[];
  readonly linkTail: Int32Array;
  readonly linkHead: Int32Array;
  /** t */
  readonly freeTime: Float64Array;
  /** u */
  readonly capacity: Float64Array;
  /** B */
  readonly factor: Float64Array;
  /** p */
  readonly power: Float64Array;
  readonly length: Float64Array;
  readonly toll: Float64Array;
}

/** Trips between nodes, by index; one row per pair. */
export interface DemandTable {
  readonly origin: Int32Array;
  readonly destination: Int32Array;
  readonly flow: Float64Array;
}
