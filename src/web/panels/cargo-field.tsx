// What is sent: so many containers or trucks, or so many tonnes of a commodity in wagons.

import { Popover } from "@base-ui/react/popover";
import { useTranslation } from "react-i18next";
import type { ProblemJson } from "../../wire/common.ts";
import { usePlan } from "../state/plan.tsx";
import { useFormat } from "../state/use-format.ts";

export function CargoField({ problems }: { readonly problems: readonly ProblemJson[] }) {
  const { t } = useTranslation();
  const { question, dataset, names, ask } = usePlan();
  const format = useFormat();
  if (!question) return null;
  const kinds = dataset?.cargo ?? [];
  const inWagons = question.cargo === "wagon";
  const shown = inWagons
    ? t("cargo.wagon-text", {
        tonnes: format.number(question.tonnes ?? 0),
        commodity: question.commodity ? names.commodity(question.commodity).toLowerCase() : "…",
      })
    : `${format.number(question.units)} × ${cargoName(question.cargo)}`;
  function cargoName(id: string) {
    const known = kinds.find((kind) => kind.id === id);
    return t(`cargo.${id}`, { defaultValue: known?.name ?? id });
  }
  const choose = (id: string) =>
    id === "wagon"
      ? ask({
          cargo: id,
          tonnes: question.tonnes ?? 1000,
          commodity: question.commodity ?? dataset?.commodities[0]?.id,
        })
      : ask({ cargo: id, ...(inWagons ? { tonnes: undefined, commodity: undefined } : {}) });
  return (
    <Popover.Root>
      <Popover.Trigger className="slot slot-button" aria-invalid={problems.length > 0 ? true : undefined}>
        {shown}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} align="start" className="floating">
          <Popover.Popup className="popup cargo-popup">
            <Popover.Title className="popup-title">{t("cargo.title")}</Popover.Title>
            <fieldset className="choices">
              <legend className="sr-only">{t("cargo.kind")}</legend>
              {kinds.map((kind) => (
                <label key={kind.id} className="choice">
                  <input
                    type="radio"
                    name="cargo"
                    checked={question.cargo === kind.id}
                    onChange={() => choose(kind.id)}
                  />
                  <span>{cargoName(kind.id)}</span>
                </label>
              ))}
            </fieldset>
            {inWagons ? (
              <NumberRow
                label={t("cargo.tonnes")}
                value={question.tonnes}
                onChange={(tonnes) => ask({ tonnes })}
                min={1}
              />
            ) : (
              <>
                <NumberRow
                  label={t("cargo.units")}
                  value={question.units}
                  onChange={(units) => ask({ units: units ?? 1 })}
                  min={1}
                />
                <NumberRow
                  label={t("cargo.weight")}
                  value={question.tonnes}
                  onChange={(tonnes) => ask({ tonnes })}
                  min={0}
                />
              </>
            )}
            <label className="form-row">
              <span>{t("cargo.commodity")}</span>
              <select
                value={question.commodity ?? ""}
                onChange={(event) => ask({ commodity: event.currentTarget.value || undefined })}
              >
                {!inWagons && <option value="">{t("cargo.general")}</option>}
                {dataset?.commodities.map((commodity) => (
                  <option key={commodity.id} value={commodity.id}>
                    {names.commodity(commodity.id)}
                  </option>
                ))}
              </select>
            </label>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

interface NumberRowProps {
  readonly label: string;
  readonly value: number | undefined;
  readonly onChange: (value: number | undefined) => void;
  readonly min: number;
  readonly step?: number;
  readonly suffix?: string;
}

/** A labelled number; empty means "not said". */
export function NumberRow({ label, value, onChange, min, step, suffix }: NumberRowProps) {
  return (
    <label className="form-row">
      <span>{label}</span>
      <span className="with-suffix">
        <input
          type="number"
          inputMode="decimal"
          min={min}
          step={step ?? "any"}
          value={value ?? ""}
          onChange={(event) => {
            const next = event.currentTarget.valueAsNumber;
            onChange(Number.isFinite(next) ? next : undefined);
          }}
        />
        {suffix && <span className="note">{suffix}</span>}
      </span>
    </label>
  );
}
