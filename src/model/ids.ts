// Ids of the one id space that all layers share. Each kind is a type of its own, so that a link id cannot stand
// where a place id belongs.

declare const kind: unique symbol;
type Id<K extends string> = string & { readonly [kind]: K };

export type PlaceId = Id<"place">;
export type LinkId = Id<"link">;
export type TerminalId = Id<"terminal">;
export type BorderId = Id<"border">;
export type ServiceId = Id<"service">;
export type TariffId = Id<"tariff">;
export type CorridorId = Id<"corridor">;
export type CauseId = Id<"cause">;
export type SourceRef = Id<"source-ref">;
/** ISO 3166-1 alpha-2. */
export type CountryCode = Id<"country">;

/** Marks text as an id of a kind. Only `data` (which has checked it) and tests call this. */
export function id<T extends string>(text: string): T {
  return text as T;
}

/** Words joined by `-`; `--` joins the ids that a composed id (a link: from--to--mode) is made of. */
const ID_PATTERN = /^[a-z0-9]+(?:--?[a-z0-9]+)*$/;
export const isId = (text: string): boolean => text.length <= 100 && ID_PATTERN.test(text);
