// An id of the dataset in words, for sentences that explain: the link between two places, the service, the place.

import type { Dataset } from "../model/dataset.ts";
import type { CountryCode, LinkId, PlaceId, ServiceId, TerminalId } from "../model/ids.ts";

const LINK_WORDS = { rail: "The railway", road: "The road", sea: "The sea lane", "inland-water": "The waterway" };

/** A subject at the beginning of a sentence; its id where nothing better is known. */
export function nameOfSubject(dataset: Dataset, subject: string): string {
  const name = (place: string) => dataset.places.get(place as PlaceId)?.names.en ?? place;
  const link = dataset.links.get(subject as LinkId);
  if (link) return `${LINK_WORDS[link.mode]} between ${name(link.from)} and ${name(link.to)}`;
  const terminal = dataset.terminals.get(subject as TerminalId);
  if (terminal) return `The terminal in ${name(terminal.place)}`;
  return (
    dataset.services.get(subject as ServiceId)?.name ??
    dataset.countries.get(subject as CountryCode)?.en ??
    name(subject)
  );
}
