// Many growing lists of vectors in one block of memory, and the question that multi-criteria search asks most:
// is one of the list's vectors at most this one in every component? Vectors keep the order in which they came, so a
// caller that has asked before need only look at those that came since.

export class VectorSets {
  readonly #width: number;
  readonly #first: Int32Array;
  readonly #count: Int32Array;
  readonly #capacity: Int32Array;
  readonly #added: Int32Array;
  #rows: Float64Array;
  #used = 0;

  /** @param setCount number of lists; @param width components of each vector, at least 1 */
  constructor(setCount: number, width: number) {
    this.#width = width;
    this.#first = new Int32Array(setCount);
    this.#count = new Int32Array(setCount);
    this.#capacity = new Int32Array(setCount);
    this.#added = new Int32Array(setCount);
    this.#rows = new Float64Array(1024 * width);
  }

  /** How many vectors have ever been added to a list. */
  added(set: number): number {
    return this.#added[set];
  }

  /** Appends `values[offset] … values[offset + width - 1]` to a list. */
  add(set: number, values: Float64Array, offset: number): void {
    if (this.#count[set] === this.#capacity[set]) this.#enlarge(set);
    const at = (this.#first[set] + this.#count[set]++) * this.#width;
    for (let i = 0; i < this.#width; i++) this.#rows[at + i] = values[offset + i];
    this.#added[set]++;
  }

  /** The same, but first removes what the new vector is <= to in every component. O(size · width). */
  addAndDropCovered(set: number, values: Float64Array, offset: number): void {
    const width = this.#width;
    const rows = this.#rows;
    const value = values[offset];
    const start = this.#first[set] * width;
    const end = start + this.#count[set] * width;
    let to = start;
    for (let row = start; row < end; row += width) {
      let i = 0;
      if (value <= rows[row]) {
        i = 1;
        while (i < width && values[offset + i] <= rows[row + i]) i++;
      }
      if (i === width) continue;
      if (to !== row) for (let j = 0; j < width; j++) rows[to + j] = rows[row + j];
      to += width;
    }
    this.#count[set] = (to - start) / width;
    this.add(set, values, offset);
  }

  /**
   * Whether a vector of the list is <= the given one in every component. O(size · width).
   * @param since only those that came after this many need be looked at; older ones may be
   */
  covers(set: number, since: number, values: Float64Array, offset: number): boolean {
    const width = this.#width;
    const rows = this.#rows;
    const count = this.#count[set];
    const recent = this.#added[set] - since;
    const first = this.#first[set] * width;
    const start = recent < count ? first + (count - recent) * width : first;
    const value = values[offset];
    // Latest first: neighbours in the order of search resemble each other.
    for (let row = first + (count - 1) * width; row >= start; row -= width) {
      if (rows[row] > value) continue;
      let i = 1;
      while (i < width && rows[row + i] <= values[offset + i]) i++;
      if (i === width) return true;
    }
    return false;
  }

  /** Moves a full list to the end of the block with twice the room; what it leaves behind is at most as much again. */
  #enlarge(set: number): void {
    const width = this.#width;
    const capacity = Math.max(4, this.#capacity[set] * 2);
    if ((this.#used + capacity) * width > this.#rows.length) {
      const larger = new Float64Array(Math.max(this.#rows.length * 2, (this.#used + capacity) * width));
      larger.set(this.#rows);
      this.#rows = larger;
    }
    const from = this.#first[set] * width;
    this.#rows.copyWithin(this.#used * width, from, from + this.#count[set] * width);
    this.#first[set] = this.#used;
    this.#capacity[set] = capacity;
    this.#used += capacity;
  }
}
