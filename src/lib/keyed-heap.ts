// A queue of numbered things by one or two numeric keys: smallest first key first, then smallest second key, then
// smallest number. A four-way heap in flat arrays (Johnson 1975, d-heaps); it holds an id as often as it is pushed, so
// searches that improve a key push again and skip what is stale. Not for keys that are NaN.

export class KeyedHeap {
  #keys: Float64Array;
  #ids: Int32Array;
  #size = 0;
  /** First key of the last id that `pop` returned. */
  poppedKey = Number.NEGATIVE_INFINITY;

  /** @param capacity places to begin with; the heap grows by itself. */
  constructor(capacity = 64) {
    this.#keys = new Float64Array(Math.max(capacity, 8) * 2);
    this.#ids = new Int32Array(Math.max(capacity, 8));
  }

  clear(): void {
    this.#size = 0;
  }

  /** Adds an id under a key. O(log n). */
  push(key: number, id: number, secondKey = 0): void {
    if (this.#size === this.#ids.length) this.#grow();
    const keys = this.#keys;
    const ids = this.#ids;
    let place = this.#size++;
    while (place > 0) {
      const parent = (place - 1) >> 2;
      if (!isBefore(key, secondKey, id, keys, ids, parent)) break;
      keys[2 * place] = keys[2 * parent];
      keys[2 * place + 1] = keys[2 * parent + 1];
      ids[place] = ids[parent];
      place = parent;
    }
    keys[2 * place] = key;
    keys[2 * place + 1] = secondKey;
    ids[place] = id;
  }

  /** Removes and returns the first id, or -1 when empty; `poppedKey` then holds its key. O(log n). */
  pop(): number {
    if (this.#size === 0) return -1;
    const id = this.#ids[0];
    this.poppedKey = this.#keys[0];
    this.#size--;
    if (this.#size > 0) this.#sinkLast(this.#size);
    return id;
  }

  /** Puts the thing behind the end of the heap in the place of the first. */
  #sinkLast(size: number): void {
    const keys = this.#keys;
    const ids = this.#ids;
    const key = keys[2 * size];
    const secondKey = keys[2 * size + 1];
    const id = ids[size];
    let place = 0;
    for (;;) {
      const first = 4 * place + 1;
      if (first >= size) break;
      const end = first + 4 < size ? first + 4 : size;
      let best = first;
      for (let child = first + 1; child < end; child++) {
        if (isBefore(keys[2 * child], keys[2 * child + 1], ids[child], keys, ids, best)) best = child;
      }
      if (isBefore(key, secondKey, id, keys, ids, best)) break;
      keys[2 * place] = keys[2 * best];
      keys[2 * place + 1] = keys[2 * best + 1];
      ids[place] = ids[best];
      place = best;
    }
    keys[2 * place] = key;
    keys[2 * place + 1] = secondKey;
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

function isBefore(
  key: number,
  secondKey: number,
  id: number,
  keys: Float64Array,
  ids: Int32Array,
  place: number,
): boolean {
  const other = keys[2 * place];
  if (key !== other) return key < other;
  const otherSecond = keys[2 * place + 1];
  return secondKey !== otherSecond ? secondKey < otherSecond : id < ids[place];
}
