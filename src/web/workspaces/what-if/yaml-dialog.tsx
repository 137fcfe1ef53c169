// The scenario as the file that the command line takes: to read, to copy, to save.

import { Dialog } from "@base-ui/react/dialog";
import { useTranslation } from "react-i18next";
import { saveText } from "../../shell/downloads.ts";
import type { ScenarioDocument } from "../../state/scenario.ts";
import { toYaml } from "./yaml.ts";

export interface YamlDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly document: ScenarioDocument;
  readonly file: string;
}

export function YamlDialog({ open, onOpenChange, document, file }: YamlDialogProps) {
  const { t } = useTranslation();
  const text = open ? toYaml(document) : "";
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="popup keep-dialog">
          <header className="popup-head">
            <Dialog.Title className="popup-title">{file}</Dialog.Title>
            <Dialog.Close className="icon-button" aria-label={t("details.close")}>
              ×
            </Dialog.Close>
          </header>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <pre className="yaml" tabIndex={0}>
            {text}
          </pre>
          <p className="note">{t("editor.yaml-note", { file })}</p>
          <div className="button-row">
            <button type="button" className="button" onClick={() => saveText(file, "application/yaml", text)}>
              {t("editor.yaml-save")}
            </button>
            <button type="button" className="button" onClick={() => void navigator.clipboard?.writeText(text)}>
              {t("editor.copy")}
            </button>
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
