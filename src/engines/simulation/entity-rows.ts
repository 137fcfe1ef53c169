// Entities as rows of flat columns that are used again: who is where, since when, and who comes next in every list. A row that
// is free stands in a list of free ones. Carriers (trains, loads, vessels) are rows too.

const FIRST_ENTITIES = 1024;
/** Where an entity is: free, waiting, being served (or held at the head of a queue), aboard a carrier. */
export const PLACE = { FREE: 0, WAITING: 1, SERVED: 2, ABOARD: 3 } as const;

/** A bound of the run was reached: thrown inside the engine, an outcome outside. */
export class LimitReached extends Error {
  readonly what: "entities" | "events";
  constructor(what: "entities" | "events") {
    super(`limit on ${what}`);
    this.what = what;
  }
}

export class EntityRows {
  /** Hours since the start. */
  readonly clock = new Float64Array(1);
  readonly maxEntities: number;
  entityCount = 0;
  #free = -1;
  bornAt = new Float64Array(FIRST_ENTITIES);
  /** When its stage began; kept only where a model has stages. */
  stageAt = new Float64Array(FIRST_ENTITIES);
  hasStages = false;
  /** Since when it waits, or is served. */
  sinceAt = new Float64Array(FIRST_ENTITIES);
  /** When its service will end, or what is left of it; only where closures interrupt. */
  endAt = new Float64Array(FIRST_ENTITIES);
  endOrder = new Float64Array(FIRST_ENTITIES);
  workHours = new Float64Array(FIRST_ENTITIES);
  /** Who is next in a waiting room, aboard, or among those in service. */
  next = new Int32Array(FIRST_ENTITIES);
  /** Who is next among those who wait for room: the head of a queue stands in both lists. */
  nextWaiter = new Int32Array(FIRST_ENTITIES);
  previous = new Int32Array(FIRST_ENTITIES);
  blockOf = new Int32Array(FIRST_ENTITIES);
  placeOf = new Int32Array(FIRST_ENTITIES);
  classOf = new Int32Array(FIRST_ENTITIES);
  levelOf = new Int32Array(FIRST_ENTITIES);
  /** Carriers (trains, loads of bulk servers, vessels): first and last of those aboard, and how many. */
  firstAboard = new Int32Array(FIRST_ENTITIES);
  lastAboard = new Int32Array(FIRST_ENTITIES);
  aboard = new Int32Array(FIRST_ENTITIES);
  /** Block where a carrier is putting its entities out; −1 while it travels as one. */
  unpacksTo = new Int32Array(FIRST_ENTITIES).fill(-1);

  constructor(maxEntities: number) {
    this.maxEntities = maxEntities;
  }

  /** All rows free. */
  clearRows(): void {
    this.entityCount = 0;
    this.#free = -1;
    this.aboard.fill(0);
    this.unpacksTo.fill(-1);
  }

  /** A new row. Carriers are not counted as inside. */
  create(classOf: number, level: number): number {
    let e = this.#free;
    if (e >= 0) this.#free = this.next[e];
    else {
      if (this.entityCount >= this.maxEntities) throw new LimitReached("entities");
      if (this.entityCount === this.next.length) this.#grow();
      e = this.entityCount++;
    }
    this.bornAt[e] = this.clock[0];
    if (this.hasStages) this.stageAt[e] = this.clock[0];
    this.classOf[e] = classOf;
    this.levelOf[e] = level;
    return e;
  }

  release(e: number): void {
    this.placeOf[e] = PLACE.FREE;
    this.next[e] = this.#free;
    this.#free = e;
  }

  #grow(): void {
    const size = Math.min(this.next.length * 2, this.maxEntities);
    const doubles = (old: Float64Array): Float64Array<ArrayBuffer> => {
      const column = new Float64Array(size);
      column.set(old);
      return column;
    };
    const ints = (old: Int32Array): Int32Array<ArrayBuffer> => {
      const column = new Int32Array(size);
      column.set(old);
      return column;
    };
    this.bornAt = doubles(this.bornAt);
    this.stageAt = doubles(this.stageAt);
    this.sinceAt = doubles(this.sinceAt);
    this.endAt = doubles(this.endAt);
    this.endOrder = doubles(this.endOrder);
    this.workHours = doubles(this.workHours);
    this.next = ints(this.next);
    this.nextWaiter = ints(this.nextWaiter);
    this.previous = ints(this.previous);
    this.blockOf = ints(this.blockOf);
    this.placeOf = ints(this.placeOf);
    this.classOf = ints(this.classOf);
    this.levelOf = ints(this.levelOf);
    this.firstAboard = ints(this.firstAboard);
    this.lastAboard = ints(this.lastAboard);
    this.aboard = ints(this.aboard);
    const known = this.unpacksTo.length;
    this.unpacksTo = ints(this.unpacksTo).fill(-1, known);
  }
}
