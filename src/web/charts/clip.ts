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
