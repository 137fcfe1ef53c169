// Names as people type them: without case, accents, apostrophes and hyphens, Turkic letters as their plain neighbours.
// Names of different scripts stay different; the dataset has both.

/** Letters that Unicode does not split into a plain letter and a mark. */
const PLAIN: Readonly<Record<string, string>> = {
  ı: "i",
  ə: "e",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ß: "ss",
  æ: "ae",
  œ: "oe",
  қ: "к",
  ғ: "г",
  ң: "н",
  ә: "а",
  і: "и",
  ө: "о",
  ү: "у",
  ұ: "у",
  һ: "х",
  ў: "у",
  ҳ: "х",
  ј: "й",
};
const SPECIAL = new RegExp(`[${Object.keys(PLAIN).join("")}]`, "g");
// Straight, typographic and modifier apostrophes.
const APOSTROPHES = /['’‘ʻʼʽ`´′]/g;

/** Words of a name in folded letters, joined by one space. */
export function foldName(text: string): string {
  return text
    .replaceAll("İ", "i")
    .toLowerCase()
    .normalize("NFKD")
    .replaceAll(/\p{Mn}/gu, "")
    .replaceAll(SPECIAL, (letter) => PLAIN[letter])
    .replaceAll(APOSTROPHES, "")
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
