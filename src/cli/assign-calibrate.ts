// `kopru assign --calibrate`: constants of corridors at which the flows of the base year are those that were counted; with a
// folder, as an overlay for --overlay.

import type { Calibration } from "../studies/constant-calibration.ts";
import { type GlobalOptions, loadGiven } from "./global-options.ts";
import { bold, faint, number } from "./style.ts";
import { toTable } from "./table.ts";
import { writeFiles } from "./write-files.ts";

export interface CalibrateOptions extends GlobalOptions {
  readonly calibrate?: string | true;
  readonly months?: number;
}

/** Runs it. @returns the exit code */
export async function runCalibrate(options: CalibrateOptions): Promise<number> {
  const [dataset, { calibrateConstants }] = await Promise.all([
    loadGiven(options),
    import("../studies/constant-calibration.ts"),
  ]);
  const calibration = calibrateConstants(dataset, {
    ...(options.months === undefined ? {} : { months: options.months }),
    onProgress: (done, total) => {
      if (process.stderr.isTTY) process.stderr.write(`\riteration ${done} of at most ${total}   `);
    },
  });
  if (process.stderr.isTTY) process.stderr.write("\n");
  if (typeof options.calibrate === "string") {
    writeFiles(options.calibrate, [{ path: "values/constants.csv", text: toRows(calibration) }]);
  }
  process.stdout.write(
    options.json ? `${JSON.stringify({ status: "ok", ...calibration }, null, 2)}\n` : toText(calibration),
  );
  return 0;
}

function toText({ year, iterations, residual, converged, constants }: Calibration): string {
  const rows = constants.flatMap(({ corridors, attribute, added, counts }) =>
    counts.map(({ count, published, before, after }, i) => [
      i === 0 ? corridors.join(", ") : "",
      i === 0
        ? `${added > 0 ? "+" : ""}${number(added, 1)} ${attribute === "constantPerTeu" ? "USD/TEU" : "USD/t"}`
        : "",
      count.id,
      number(published),
      number(before),
      number(after),
    ]),
  );
  const right = (title: string) => ({ title, align: "right" as const });
  const end = converged
    ? "Counts of each constant agree with the model."
    : "Not all agree: what is full takes no more, however cheap its corridor is felt to be.";
  return `${bold(`Constants of corridors, ${year}`)} ${faint(`${iterations} iterations, residual ${residual.toExponential(1)}`)}\n${toTable(
    [
      { title: "Corridors", width: 34 },
      right("Added"),
      { title: "Count" },
      right("Published"),
      right("Before"),
      right("After"),
    ],
    rows,
  )}${end}\n`;
}

function toRows({ values }: Calibration): string {
  const rows = values.map(
    ({ subject, attribute, value, unit, basis, asOf, source, note }) =>
      `${subject},${attribute},${value},,,${unit},,,,,,${basis},,${asOf},${source},,${note}`,
  );
  return `subject,attribute,value,low,high,unit,shape,cv,valid_from,valid_to,months,basis,n,as_of,source,use,note\n${rows.join("\n")}\n`;
}
