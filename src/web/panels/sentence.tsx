// The consignment as one sentence whose words can be edited. The order of the words is the language's own: the template
// comes from the translations, the fields are set into it.

import { Fragment, type ReactNode } from "react";

/** Puts nodes into `Send {cargo} from {from}`; unknown names stay as text so that a wrong template shows. */
export function Sentence({
  template,
  parts,
}: {
  readonly template: string;
  readonly parts: Readonly<Record<string, ReactNode>>;
}) {
  const pieces = template.split(/(\{[a-z]+\})/);
  return (
    <div className="sentence">
      {pieces.map((piece, index) => {
        const name = /^\{([a-z]+)\}$/.exec(piece)?.[1];
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a template never change places
        return <Fragment key={index}>{name ? (parts[name] ?? piece) : piece && <span>{piece}</span>}</Fragment>;
      })}
    </div>
  );
}
