// What a chart is of, for pictures of it that are taken away: scenario, period, seed, data, in a line.

import { createContext } from "react";

export const ChartSource = createContext("");
