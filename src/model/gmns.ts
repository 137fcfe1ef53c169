// A network in the General Modeling Network Specification, reduced to what routing needs: nodes, links, and named numbers that
// add up along a path. https://github.com/zephyr-data-specs/GMNS

export interface GmnsNode {
  readonly id: string;
  /** Coordinates as the file has them; absent when it has none. */
  readonly x?: number;
  readonly y?: number;
}

export interface GmnsLink {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** False: can be used both ways. */
  readonly directed: boolean;
  /** Criteria by the name of their column; finite and not negative. */
  readonly values: Readonly<Record<string, number>>;
}

export interface GmnsNetwork {
  readonly nodes: readonly GmnsNode[];
  readonly links: readonly GmnsLink[];
}
