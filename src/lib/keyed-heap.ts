// A queue of numbered things by a numeric key: smallest key first, equal keys in the order of their numbers.
// A four-way heap in flat arrays (Johnson 1975, d-heaps); it holds an id as often as it is pushed, so searches
// that improve a key push again and skip what is stale. Not for keys that are NaN.

export class KeyedHeap {
  #keys: Float64Array;
  #ids: Int32Array;
  #size = 0;
  /** Key of the last id that `pop` returned. */
  poppedKey = Number.NEGATIVE_INFINITY;

  /** @param capacity places to begin with; the heap grows by itself. */
  constructor(capacity = 64) {
    this.#keys = new Float64Array(Math.max(capacity, 8));
    this.#ids = new Int32Array(Math.max(capacity, 8));
  }

  get size(): number {
    return this.#size;
  }

  clear(): void {
    this.#size = 0;
  }

  /** Adds an id under a key. O(log n). */
  push(key: number, id: number): void {
    if (this.#size === this.#ids.length) this.#grow();
    const keys = this.#keys;
    const ids = this.#ids;
    let place = this.#size++;
    while (place > 0) {
      const parent = (place - 1) >> 2;
      const parentKey = keys[parent];
      if (parentKey < key || (parentKey === key && ids[parent] < id)) break;
      keys[place] = parentKey;
      ids[place] = ids[parent];
      place = parent;
    }
    keys[place] = key;
    ids[place] = id;
  }

  /** Removes and returns the id with the smallest key, or -1 when empty; `poppedKey` then holds its key. O(log n). */
  pop(): number {
    if (this.#size === 0) return -1;
    const keys = this.#keys;
    const ids = this.#ids;
    const id = ids[0];
    this.poppedKey = keys[0];
    const size = --this.#size;
    if (size > 0) this.#sink(keys[size], ids[size], size);
    return id;
  }

  #sink(key: number, id: number, size: number): void {
    const keys = this.#keys;
    const ids = this.#ids;
    let place = 0;
    for (;;) {
      const first = 4 * place + 1;
      if (first >= size) break;
      const end = first + 4 < size ? first + 4 : size;
      let best = first;
      let bestKey = keys[first];
      for (let child = first + 1; child < end; child++) {
        const childKey = keys[child];
        if (childKey < bestKey || (childKey === bestKey && ids[child] < ids[best])) {
          best = child;
          bestKey = childKey;
        }
      }
      if (key < bestKey || (key === bestKey && id < ids[best])) break;
      keys[place] = bestKey;
      ids[place] = ids[best];
      place = best;
    }
    keys[place] = key;
    ids[place] = id;
  }

  #grow(): void {
    const keys = new Float64Array(this.#keys.length * 2);
    const ids = new Int32Array(this.#ids.length * 2);
    keys.set(this.#keys);
    ids.set(this.#ids);
    this.#keys = keys;
    this.#ids = ids;
  }
}
