// What happens next? Events keyed by (time, order): order is the priority of the kind of event and then a running number, so
// that no two keys are equal and ties always fall the same way. A few stand in a row, the next one last; once there were many
// it is a four-way heap (Johnson 1975) on the same arrays. Taking the heap's first leaves a hole at the top that the next
// event scheduled fills: most events schedule one, and so sift once and not twice.

/** Room for 2^44 events in one run below each priority; a double holds both exactly. */
const PRIORITY_STEP = 0x100000000000;
const FIRST_CAPACITY = 256;
/** So many make a heap of a row. Below, moving some of a row up costs less than the guesses that a heap makes a processor lose. */
const ROW_MOST = 16;

export class EventList {
  /** Time and order of the event in each place, side by side. */
  #keys = new Float64Array(2 * FIRST_CAPACITY);
  #whats = new Int32Array(FIRST_CAPACITY);
  #size = 0;
  #isHeap = false;
  /** 1 when place 0 is a hole. */
  #hole = 0;
  #sequence = 0;
  /** Time and order of the event that `pop` took. Doubles cross calls in arrays: as arguments and results they are boxed. */
  readonly head = new Float64Array(2);
  /** Time of the event that `schedule` puts in, and then its order. */
  readonly due = new Float64Array(2);

  /** Events that are scheduled, cancelled ones included. */
  get size(): number {
    return this.#size - this.#hole;
  }

  clear(): void {
    this.#size = 0;
    this.#hole = 0;
    this.#isHeap = false;
    this.#sequence = 0;
    this.head.fill(0);
  }

  /**
   * Schedules an event.
   * @param priority 0 … 15; smaller ones come first at the same time
   * @param what any 32-bit integer
   * @returns its order, unique in the run: who cancels an event remembers the order and ignores the event when it comes
   */
  push(time: number, priority: number, what: number): number {
    this.due[0] = time;
    this.schedule(priority, what);
    return this.due[1];
  }

  /** The same without a double in the call: at `due[0]`, and its order is in `due[1]`. */
  schedule(priority: number, what: number): void {
    const time = this.due[0];
    const order = priority * PRIORITY_STEP + ++this.#sequence;
    this.due[1] = order;
    if (!this.#isHeap) {
      this.#intoRow(what);
      return;
    }
    if (this.#hole === 1) {
      this.#hole = 0;
      this.#sink(what);
      return;
    }
    if (this.#size === this.#whats.length) this.#grow();
    const keys = this.#keys;
    const whats = this.#whats;
    let place = this.#size++;
    while (place > 0) {
      const parent = (place - 1) >> 2;
      const other = keys[2 * parent];
      if (other < time || (other === time && keys[2 * parent + 1] < order)) break;
      keys[2 * place] = other;
      keys[2 * place + 1] = keys[2 * parent + 1];
      whats[place] = whats[parent];
      place = parent;
    }
    keys[2 * place] = time;
    keys[2 * place + 1] = order;
    whats[place] = what;
  }

  /** Takes the first event and returns what it is; -1 when there is none. Its key is in `head`. */
  pop(): number {
    if (!this.#isHeap) {
      if (this.#size === 0) return -1;
      const last = --this.#size;
      this.head[0] = this.#keys[2 * last];
      this.head[1] = this.#keys[2 * last + 1];
      return this.#whats[last];
    }
    if (this.#hole === 1) this.#closeHole();
    if (this.#size === 0) return -1;
    this.#hole = 1;
    this.head[0] = this.#keys[0];
    this.head[1] = this.#keys[1];
    return this.#whats[0];
  }

  /** Drops events that are no longer wanted; the order of the others does not depend on it. O(n log n). */
  keep(isWanted: (what: number, order: number) => boolean): void {
    if (this.#hole === 1) this.#closeHole();
    const size = this.#size;
    const keys = this.#keys.slice(0, 2 * size);
    const whats = this.#whats.slice(0, size);
    this.#size = 0;
    for (let place = 0; place < size; place++) {
      if (isWanted(whats[place], keys[2 * place + 1])) this.#insert(keys[2 * place], keys[2 * place + 1], whats[place]);
    }
  }

  #insert(time: number, order: number, what: number): void {
    const sequence = this.#sequence;
    // Keys are unique, so inserting with a given order is a push with the number set back.
    this.#sequence = (order % PRIORITY_STEP) - 1;
    this.push(time, Math.floor(order / PRIORITY_STEP), what);
    this.#sequence = sequence;
  }

  #intoRow(what: number): void {
    const time = this.due[0];
    const order = this.due[1];
    const keys = this.#keys;
    const whats = this.#whats;
    let place = this.#size++;
    while (place > 0) {
      const other = keys[2 * place - 2];
      if (other > time || (other === time && keys[2 * place - 1] > order)) break;
      keys[2 * place] = other;
      keys[2 * place + 1] = keys[2 * place - 1];
      whats[place] = whats[place - 1];
      place--;
    }
    keys[2 * place] = time;
    keys[2 * place + 1] = order;
    whats[place] = what;
    if (this.#size === ROW_MOST) this.#toHeap();
  }

  /** A row turned round is in order, and so a heap. */
  #toHeap(): void {
    const size = this.#size;
    const keys = this.#keys.slice(0, 2 * size);
    const whats = this.#whats.slice(0, size);
    for (let place = 0; place < size; place++) {
      this.#keys[2 * place] = keys[2 * (size - 1 - place)];
      this.#keys[2 * place + 1] = keys[2 * (size - 1 - place) + 1];
      this.#whats[place] = whats[size - 1 - place];
    }
    this.#isHeap = true;
  }

  #closeHole(): void {
    this.#hole = 0;
    const last = --this.#size;
    if (last === 0) return;
    this.due[0] = this.#keys[2 * last];
    this.due[1] = this.#keys[2 * last + 1];
    this.#sink(this.#whats[last]);
  }

  /** Puts the event that is due in at the top. */
  #sink(what: number): void {
    const time = this.due[0];
    const order = this.due[1];
    const keys = this.#keys;
    const whats = this.#whats;
    const size = this.#size;
    let place = 0;
    for (let first = 1; first < size; first = 4 * place + 1) {
      let best = first;
      let bestTime = keys[2 * first];
      const end = first + 4 < size ? first + 4 : size;
      for (let child = first + 1; child < end; child++) {
        const other = keys[2 * child];
        if (other < bestTime || (other === bestTime && keys[2 * child + 1] < keys[2 * best + 1])) {
          best = child;
          bestTime = other;
        }
      }
      if (time < bestTime || (time === bestTime && order < keys[2 * best + 1])) break;
      keys[2 * place] = bestTime;
      keys[2 * place + 1] = keys[2 * best + 1];
      whats[place] = whats[best];
      place = best;
    }
    keys[2 * place] = time;
    keys[2 * place + 1] = order;
    whats[place] = what;
  }

  #grow(): void {
    const keys = new Float64Array(this.#keys.length * 2);
    const whats = new Int32Array(this.#whats.length * 2);
    keys.set(this.#keys);
    whats.set(this.#whats);
    this.#keys = keys;
    this.#whats = whats;
  }
}
