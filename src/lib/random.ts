// Seeded random numbers in named streams: a draw added to one source leaves all others as they were, so runs with the
// same seed can be compared (common random numbers). Generator: xoroshiro128+ (Blackman & Vigna) of pure-rand.
// Not covered: cryptography; streams are told apart by a 128-bit hash of seed and name, not proved disjoint.

import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";

/** Uniform on the open interval (0, 1), 53 random bits. */
export type Random = () => number;

/**
 * The stream of a seed and a name such as `r3/ferry/loading`. Same arguments, same numbers.
 * @throws RangeError when the seed is not a safe integer.
 */
export function stream(seed: number, name: string): Random {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`seed must be an integer, not ${seed}`);
  const generator = xoroshiro128plusFromState(hash128(`${seed}/${name}`));
  // The first outputs still resemble the state.
  for (let i = 0; i < 8; i++) generator.next();
  return () => {
    for (;;) {
      const high = generator.next() >>> 5;
      const low = generator.next() >>> 6;
      const whole = high * 0x4000000 + low;
      if (whole !== 0) return whole / 0x20000000000000;
    }
  };
}

/** Four 32-bit words: FNV-1a from four offsets, each finished by the mixer of MurmurHash3. Never all zero. */
export function hash128(text: string): [number, number, number, number] {
  const words: [number, number, number, number] = [0x811c9dc5, 0x9e3779b9, 0x85ebca6b, 0xc2b2ae35];
  for (let w = 0; w < 4; w++) {
    let h = words[w];
    for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    words[w] = h ^ (h >>> 16);
  }
  if (words.every((word) => word === 0)) words[0] = 1;
  return words;
}
