// Rate cards, embargoes and conditions dropped anywhere on the page become an overlay of the dataset for this visit.

import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { addOverlayFiles, overlayPath } from "../state/overlays.ts";

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
      // Entries and files must be taken before the event ends; folders are walked after it. What has no entry (files made
      // by a page or dragged out of another program) is still a file.
      const dropped = [...(event.dataTransfer?.items ?? [])].map((item) => item.webkitGetAsEntry() ?? item.getAsFile());
      void Promise.all(dropped.map(filesOf)).then((found) => readFiles(found.flat()));
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

async function readFiles(list: Iterable<File> | null | undefined): Promise<void> {
  const files = [...(list ?? [])].filter((file) => /\.(csv|ya?ml)$/i.test(file.name) && file.size <= MAX_BYTES);
  const texts = await Promise.all(
    files.map(async (file) => {
      const text = await file.text();
      return { path: overlayPath(file.name, text), text };
    }),
  );
  if (texts.length > 0) await addOverlayFiles(texts);
}

/** All files of a dropped file or folder; none of a thing that is neither. */
async function filesOf(entry: FileSystemEntry | File | null): Promise<File[]> {
  if (entry === null) return [];
  if (entry instanceof File) return [entry];
  if (entry.isFile)
    return [await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject))];
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: FileSystemEntry[] = [];
  // A folder is handed over in parts until an empty one comes.
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (part.length === 0) break;
    found.push(...part);
  }
  return (await Promise.all(found.map(filesOf))).flat();
}
