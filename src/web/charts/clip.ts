// A label cut to the room there is, px; the whole stands in its title.

const LATIN_PX = 6.4;
const CYRILLIC_PX = 7.2;
const GAP_PX = 12;

/** About as wide as it is drawn, px. */
export function widthOf(text: string): number {
  return text.length * (/[\u0400-\u052f]/.test(text) ? CYRILLIC_PX : LATIN_PX);
}

export function clip(text: string, room: number): string {
  const most = Math.floor(((room - GAP_PX) * text.length) / Math.max(1, widthOf(text)));
  return text.length > most ? `${text.slice(0, Math.max(1, most - 1)).trimEnd()}…` : text;
}

const NARROWEST_NAMES_PX = 112;

/** Room for the names of rows, px: as wide as the longest, and never more than `mostPx` unless that is hardly anything. */
export function widthOfNames(rows: readonly { readonly label: string }[], mostPx: number): number {
  const longest = Math.max(0, ...rows.map(({ label }) => widthOf(label))) + 20;
  return Math.min(longest, Math.max(NARROWEST_NAMES_PX, mostPx));
}
