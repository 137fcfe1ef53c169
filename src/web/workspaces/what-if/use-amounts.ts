// Large amounts in the reader's language, currency and digits.

import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../state/use-format.ts";
import { type Amounts, makeAmounts } from "./amounts.ts";

export function useAmounts(): Amounts {
  const format = useFormat();
  const { t } = useTranslation();
  return useMemo(() => makeAmounts(format, (key, values) => t(key, values)), [format, t]);
}
