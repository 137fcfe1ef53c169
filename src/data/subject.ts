// What a values row describes: the id of a thing, or one of the composed subjects of docs/data.md.

export type Subject =
  | { readonly form: "thing"; readonly id: string }
  | { readonly form: "country"; readonly country: string }
  | { readonly form: "service-country"; readonly service: string; readonly country: string }
  | { readonly form: "service-hop"; readonly service: string; readonly from: string; readonly to: string }
  | { readonly form: "service-direction"; readonly service: string; readonly from: string };

const ID = "[a-z0-9]+(?:--?[a-z0-9]+)*";
const THING = new RegExp(`^${ID}$`);
const COUNTRY = /^country:([A-Z]{2})$/;
const SERVICE_COUNTRY = new RegExp(`^(${ID})@([A-Z]{2})$`);
const SERVICE_HOP = new RegExp(`^(${ID})#(${ID})>(${ID})$`);
const SERVICE_DIRECTION = new RegExp(`^(${ID})>(${ID})$`);

/** Undefined when the text has none of the forms. */
export function parseSubject(text: string): Subject | undefined {
  if (text.length > 310) return undefined;
  if (THING.test(text)) return { form: "thing", id: text };
  let match = COUNTRY.exec(text);
  if (match !== null) return { form: "country", country: match[1] };
  match = SERVICE_COUNTRY.exec(text);
  if (match !== null) return { form: "service-country", service: match[1], country: match[2] };
  match = SERVICE_HOP.exec(text);
  if (match !== null) return { form: "service-hop", service: match[1], from: match[2], to: match[3] };
  match = SERVICE_DIRECTION.exec(text);
  if (match !== null) return { form: "service-direction", service: match[1], from: match[2] };
  return undefined;
}
