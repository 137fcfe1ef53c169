// Where a station of the simulated crossing is, and what it is called: a terminal by its place, a border by its place and direction.

import type { StationGiven } from "../engines/simulation/index.ts";
import type { Dataset } from "../model/dataset.ts";

/** Id of the place where a station is; its own id where none is known. */
export function placeOfStation(dataset: Dataset, { id, place }: StationGiven): string {
  const border = dataset.borders.find((each) => each.id === id);
  if (border !== undefined && border.place !== "*") return border.place;
  return dataset.terminals.get(id as never)?.place ?? place ?? id;
}

/** In English: `Here`, or `Here, Thisland to Thatland` for a border. */
export function nameOfStation(dataset: Dataset, station: StationGiven): string {
  const placeId = placeOfStation(dataset, station);
  const place = dataset.places.get(placeId as never)?.names.en ?? placeId;
  const border = dataset.borders.find(({ id }) => id === station.id);
  if (border === undefined) return place;
  const country = (code: string): string => dataset.countries.get(code as never)?.en ?? code;
  return `${place}, ${country(border.fromCountry)} to ${country(border.toCountry)}`;
}
