// Keeps a scenario on the server under an id of its own; somebody else's work of that id is not overwritten unseen.

import { Dialog } from "@base-ui/react/dialog";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { putScenario } from "../../api/what-if.ts";
import { setWhatIf } from "../../state/store.ts";
import { fold } from "./things.ts";
import { sendable, type WhatIf } from "./use-scenario.ts";

export interface KeepDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly whatIf: WhatIf;
}

export function KeepDialog({ open, onOpenChange, whatIf }: KeepDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="popup keep-dialog">
          <Dialog.Title className="popup-title">{t("keep.title")}</Dialog.Title>
          {open && <KeepForm whatIf={whatIf} onDone={() => onOpenChange(false)} />}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function KeepForm({ whatIf, onDone }: { readonly whatIf: WhatIf; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const document = whatIf.document && sendable(whatIf.document);
  const kept = whatIf.shelf.find((listed) => listed.id === whatIf.origin && listed.kind === "kept");
  const [id, setId] = useState(kept?.id ?? idOf(document?.name ?? ""));
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  if (!document) return null;
  const taken = whatIf.shelf.find((listed) => listed.id === id);
  const shipped = taken?.kind === "shipped";
  const keep = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    try {
      const answer = await putScenario(id, document, taken?.version ?? null);
      if (answer.status === "invalid") {
        setProblem(answer.problems.map(({ message, hint }) => `${message} ${hint}`).join(" "));
        return;
      }
      client.setQueryData(["scenario", id], answer);
      await client.invalidateQueries({ queryKey: ["scenarios"] });
      setWhatIf({ scenario: { id } });
      onDone();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form onSubmit={(event) => void keep(event)} className="keep-form">
      <label className="form-row">
        <span>{t("keep.id")}</span>
        <input
          value={id}
          required
          pattern="[a-z0-9][a-z0-9\-]{0,79}"
          title={t("keep.id-rule")}
          onChange={(event) => setId(event.currentTarget.value)}
        />
      </label>
      <p className="note">
        {shipped ? t("keep.shipped") : taken ? t("keep.replaces", { name: taken.name }) : t("keep.new")}
      </p>
      {problem && <p className="field-problem">{problem}</p>}
      <div className="button-row">
        <button type="submit" className="button button-primary" disabled={busy || shipped}>
          {t("editor.keep")}
        </button>
        <button type="button" className="button" onClick={onDone}>
          {t("run.cancel")}
        </button>
      </div>
    </form>
  );
}

/** An id from a name: words of small Latin letters and digits. */
function idOf(name: string): string {
  const words = fold(name).match(/[a-z0-9]+/g) ?? ["scenario"];
  return words.join("-").slice(0, 60).replace(/-$/, "");
}
