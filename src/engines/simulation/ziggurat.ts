// Tables of the ziggurat for the exponential law of mean 1: 256 layers of equal area under e^-x (Marsaglia & Tsang 2000).
// A draw lies inside its layer 98.9 times out of 100 and costs one multiplication and one comparison then. Made at load by
// exact arithmetic (lib/exact-math.ts), so that they have the same bits everywhere.

import { expOf, logOf } from "../../lib/exact-math.ts";

const LAYERS = 256;
/** Where the tail begins, and the area of a layer. */
export const TAIL_START = 7.69711747013105;
const LAYER_AREA = 0.003949659822581557;

/** Right edge of each layer: layer 0 is the base strip with the tail folded in, so its edge lies beyond the tail's start. */
export const layerEdge = new Float64Array(LAYERS + 1);
/** e^-x at each edge. */
export const layerHeight = new Float64Array(LAYERS + 1);

layerEdge[0] = LAYER_AREA / expOf(-TAIL_START);
layerEdge[1] = TAIL_START;
for (let i = 2; i < LAYERS; i++) layerEdge[i] = -logOf(expOf(-layerEdge[i - 1]) + LAYER_AREA / layerEdge[i - 1]);
layerEdge[LAYERS] = 0;
for (let i = 0; i <= LAYERS; i++) layerHeight[i] = expOf(-layerEdge[i]);
