// A label cut to the room there is, px; the whole stands in its title.

const CHAR_PX = 6.4;
const GAP_PX = 12;

export function clip(text: string, room: number): string {
  const most = Math.floor((room - GAP_PX) / CHAR_PX);
  return text.length > most ? `${text.slice(0, Math.max(1, most - 1)).trimEnd()}…` : text;
}
