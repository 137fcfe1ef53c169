// A remark of the data with its references taken out of the sentence and put behind a source mark.

import { useTranslation } from "react-i18next";
import { SourceDot } from "./source-dot.tsx";
import { splitRemark } from "./split-remark.ts";

export function RemarkText({ remark }: { readonly remark: string }) {
  const { t } = useTranslation();
  const { text, refs } = splitRemark(remark);
  const assumed = refs.length > 0 && refs.every((ref) => ref.startsWith("assumption:"));
  return (
    <>
      {text}
      {refs.length > 0 && (
        <SourceDot refs={refs} basis={assumed ? "assumed" : "published"} what={t("details.remark")} note={text} />
      )}
    </>
  );
}
