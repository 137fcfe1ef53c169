// Which of the numbers 0 … capacity-1 has the smallest key? A binary heap on typed arrays with decrease-key, as shortest
// paths need it (Dijkstra's algorithm; Cormen et al., ch. 6). Ties leave in an order that depends only on the calls made.
// Not covered: several entries of one index, keys that grow.

export class IndexHeap {
  #size = 0;
  readonly #slots: Int32Array;
  readonly #keys: Float64Array;
  /** Slot of an index, -1 when it is not in the heap. */
  readonly #slotOf: Int32Array;

  /** Room for the indexes 0 … capacity - 1. */
  constructor(capacity: number) {
    this.#slots = new Int32Array(capacity);
    this.#keys = new Float64Array(capacity);
    this.#slotOf = new Int32Array(capacity).fill(-1);
  }

  get size(): number {
    return this.#size;
  }

  has(index: number): boolean {
    return this.#slotOf[index] >= 0;
  }

  /** Key of an index that is in the heap. */
  keyOf(index: number): number {
    return this.#keys[index];
  }

  /** The smallest key; Infinity when empty. */
  get minKey(): number {
    return this.#size === 0 ? Number.POSITIVE_INFINITY : this.#keys[this.#slots[0]];
  }

  /** Adds an index, or lowers its key. Returns false, and changes nothing, when it is there with a key as low. */
  push(index: number, key: number): boolean {
    let slot = this.#slotOf[index];
    if (slot < 0) slot = this.#size++;
    else if (key >= this.#keys[index]) return false;
    this.#keys[index] = key;
    this.#siftUp(slot, index, key);
    return true;
  }

  /** Removes and returns the index with the smallest key; -1 when empty. */
  pop(): number {
    if (this.#size === 0) return -1;
    const top = this.#slots[0];
    this.#slotOf[top] = -1;
    const last = this.#slots[--this.#size];
    if (this.#size > 0) this.#siftDown(last);
    return top;
  }

  /** Empties the heap; costs only what is in it. */
  clear(): void {
    for (let slot = 0; slot < this.#size; slot++) this.#slotOf[this.#slots[slot]] = -1;
    this.#size = 0;
  }

  #siftUp(from: number, index: number, key: number): void {
    const slots = this.#slots;
    let slot = from;
    while (slot > 0) {
      const parent = (slot - 1) >> 1;
      const other = slots[parent];
      if (this.#keys[other] <= key) break;
      slots[slot] = other;
      this.#slotOf[other] = slot;
      slot = parent;
    }
    slots[slot] = index;
    this.#slotOf[index] = slot;
  }

  #siftDown(index: number): void {
    const slots = this.#slots;
    const keys = this.#keys;
    const key = keys[index];
    let slot = 0;
    for (;;) {
      let child = 2 * slot + 1;
      if (child >= this.#size) break;
      if (child + 1 < this.#size && keys[slots[child + 1]] < keys[slots[child]]) child++;
      const other = slots[child];
      if (keys[other] >= key) break;
      slots[slot] = other;
      this.#slotOf[other] = slot;
      slot = child;
    }
    slots[slot] = index;
    this.#slotOf[index] = slot;
  }
}
