// A canvas as sharp as the screen is, up to twice: more costs time and nobody sees it.

const MOST_RATIO = 2;

/** Sets its size in CSS pixels; undefined where there is no canvas. */
export function sizeCanvas(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
): CanvasRenderingContext2D | undefined {
  const ratio = Math.min(MOST_RATIO, devicePixelRatio || 1);
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const ctx = canvas.getContext("2d", { willReadFrequently: isDrawnInSoftware() }) ?? undefined;
  ctx?.setTransform(ratio, 0, 0, ratio, 0, 0);
  return ctx;
}

let isSoftware: boolean | undefined;

/**
 * Whether the browser imitates a graphics card. Paths drawn through an imitated one take twenty times as long as those drawn
 * by the processor itself, which this option asks for.
 */
function isDrawnInSoftware(): boolean {
  if (isSoftware !== undefined) return isSoftware;
  const gl = document.createElement("canvas").getContext("webgl2");
  const info = gl?.getExtension("WEBGL_debug_renderer_info");
  const name = gl && info ? String(gl.getParameter(info.UNMASKED_RENDERER_WEBGL)) : "";
  gl?.getExtension("WEBGL_lose_context")?.loseContext();
  isSoftware = gl === null || /swiftshader|llvmpipe|software/i.test(name);
  return isSoftware;
}
