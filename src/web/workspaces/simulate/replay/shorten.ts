// A text cut to a width on a canvas, measured once.

const known = new Map<string, string>();
const MOST_KNOWN = 300;

export function shorten(ctx: CanvasRenderingContext2D, text: string, width: number): string {
  const key = `${ctx.font} ${text} ${Math.round(width)}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  let fits = text;
  while (fits.length > 3 && ctx.measureText(fits).width > width) fits = `${fits.slice(0, -2).trimEnd()}…`;
  if (known.size > MOST_KNOWN) known.clear();
  known.set(key, fits);
  return fits;
}
