// Rate cards, embargoes and conditions dropped anywhere on the page become an overlay of the dataset for this visit.

import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { addOverlayFiles } from "../state/overlays.ts";

const MAX_BYTES = 2_000_000;

export function FileDrop() {
  const { t } = useTranslation();
  const [over, setOver] = useState(false);
  useEffect(() => {
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    const onOver = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(false);
      void readFiles(event.dataTransfer?.files);
    };
    document.addEventListener("dragover", onOver);
    document.addEventListener("dragleave", onLeave);
    document.addEventListener("drop", onDrop);
    return () => {
      document.removeEventListener("dragover", onOver);
      document.removeEventListener("dragleave", onLeave);
      document.removeEventListener("drop", onDrop);
    };
  }, []);
  if (!over) return null;
  return (
    <div className="drop" aria-hidden="true">
      <p>
        {t("overlay.drop")}
        <span className="note">{t("overlay.drop-note")}</span>
      </p>
    </div>
  );
}

/** A button that does the same without dragging. */
export function FileButton() {
  const { t } = useTranslation();
  return (
    <label className="link-button file-button">
      <input
        type="file"
        multiple
        accept=".csv,.yaml,.yml"
        className="sr-only"
        onChange={(event) => {
          void readFiles(event.currentTarget.files);
          event.currentTarget.value = "";
        }}
      />
      {t("overlay.add")}
    </label>
  );
}

async function readFiles(list: FileList | null | undefined): Promise<void> {
  const files = [...(list ?? [])].filter((file) => /\.(csv|ya?ml)$/i.test(file.name) && file.size <= MAX_BYTES);
  const texts = await Promise.all(files.map(async (file) => ({ path: file.name, text: await file.text() })));
  if (texts.length > 0) await addOverlayFiles(texts);
}
