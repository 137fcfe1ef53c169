// Remarks of the data carry their references at the end, in brackets; the screen shows them as a source mark.

export interface Remark {
  readonly text: string;
  readonly refs: readonly string[];
}

/** `Text [fact:a, incident in028]` → its words and its references. */
export function splitRemark(remark: string): Remark {
  const found = /^(.*?)\s*\[([^[\]]+)\]\s*$/s.exec(remark);
  if (!found) return { text: remark, refs: [] };
  const refs = (found[2] ?? "").split(/,\s*/).filter((ref) => /^(fact|source|assumption):/.test(ref));
  return { text: found[1] ?? "", refs };
}
