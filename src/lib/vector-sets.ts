// Many growing lists of vectors in one block of memory, and the question that multi-criteria search asks most:
// is one of the list's vectors at most this one in every component? Lists only grow, so a caller that has looked
// through the first n need only look at those after n. A plain scan: balanced trees lost against it at these sizes.

export class VectorSets {
  readonly #width: number;
  readonly #first: Int32Array;
  readonly #count: Int32Array;
  readonly #capacity: Int32Array;
  #rows: Float64Array;
  #used = 0;

  /** @param setCount number of lists; @param width components of each vector, at least 1 */
  constructor(setCount: number, width: number) {
    this.#width = width;
    this.#first = new Int32Array(setCount);
    this.#count = new Int32Array(setCount);
    this.#capacity = new Int32Array(setCount);
    this.#rows = new Float64Array(1024 * width);
  }

  count(set: number): number {
    return this.#count[set];
  }

  /** Appends `values[offset] … values[offset + width - 1]` to a list. */
  add(set: number, values: Float64Array, offset: number): void {
    if (this.#count[set] === this.#capacity[set]) this.#enlarge(set);
    const at = (this.#first[set] + this.#count[set]++) * this.#width;
    for (let i = 0; i < this.#width; i++) this.#rows[at + i] = values[offset + i];
  }

  /** Whether a vector of the list, from place `from` on, is <= the given one in every component. O(size · width). */
  covers(set: number, from: number, values: Float64Array, offset: number): boolean {
    const width = this.#width;
    const rows = this.#rows;
    const stop = (this.#first[set] + from) * width;
    const value = values[offset];
    // Latest first: neighbours in the order of search resemble each other.
    for (let row = (this.#first[set] + this.#count[set] - 1) * width; row >= stop; row -= width) {
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
