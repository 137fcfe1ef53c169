// Notes of a scenario → their words, and the references in them such as (incident in055, fact:ef083). Pure.

const REFERENCE = /\b(?:fact|source|assumption):[a-z0-9-]+/g;
const BRACKETED = /\s*\(([^()]*)\)/g;
const ONLY_REFERENCES = /^(?:(?:fact|source|assumption):[a-z0-9-]+|incident [a-z0-9-]+|[,;\s])+$/;

/** References as the server takes them; brackets that hold nothing else are left out of the words. */
export function splitNotes(notes: string): { readonly text: string; readonly refs: readonly string[] } {
  const flat = notes.replace(/\s+/g, " ").trim();
  const text = flat.replace(BRACKETED, (whole, inner: string) => (ONLY_REFERENCES.test(inner) ? "" : whole));
  return { text, refs: [...new Set(flat.match(REFERENCE))] };
}
