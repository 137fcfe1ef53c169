// An outage and what follows: the share that is served, day by day, with the triangle that is lost, and the queue that grows
// under it until it is worked off.

import { useTranslation } from "react-i18next";
import { linear, niceTicks } from "./scale.ts";
import { useWidth } from "./use-width.ts";

export interface RecoveryProps {
  readonly points: readonly { readonly day: number; readonly served: number; readonly waiting: number }[];
  /** How long it is out. */
  readonly days: number;
  readonly label: string;
  readonly percent: (share: number) => string;
  readonly tonnes: (tonnes: number) => string;
}

const LEFT = 56;
const RIGHT = 16;
const TOP = 18;
const SERVED = 54;
const BETWEEN = 20;
const WAITING = 36;
const AXIS = 22;
const HEIGHT = TOP + SERVED + BETWEEN + WAITING + AXIS;

export function Recovery({ points, days, label, percent, tonnes }: RecoveryProps) {
  const { t } = useTranslation();
  const [box, width] = useWidth<HTMLDivElement>();
  const last = Math.max(days * 1.25, ...points.map(({ day }) => day));
  const most = Math.max(1e-9, ...points.map(({ waiting }) => waiting));
  const x = linear(0, last, LEFT, Math.max(LEFT + 60, width - RIGHT));
  const served = linear(0, 1, TOP + SERVED, TOP);
  const floor = TOP + SERVED + BETWEEN + WAITING;
  const waiting = linear(0, most, floor, floor - WAITING);
  const line = (y: (point: RecoveryProps["points"][number]) => number) =>
    [...points.map((point) => `${x(point.day).toFixed(1)},${y(point).toFixed(1)}`)].join("L");
  const over = x(points.at(-1)?.day ?? last);
  return (
    <div ref={box} className="recovery">
      {width > 0 && (
        <svg width={width} height={HEIGHT} role="img" aria-label={label}>
          <rect x={x(0)} y={TOP - 4} width={x(days) - x(0)} height={floor - TOP + 4} fill="var(--band)" />
          {[0, 0.5, 1].map((share) => (
            <g key={share}>
              <line x1={LEFT} x2={x(last)} y1={served(share)} y2={served(share)} stroke="var(--line)" />
              <text x={LEFT - 8} y={served(share) + 4} textAnchor="end" className="axis-text">
                {percent(share)}
              </text>
            </g>
          ))}
          <text x={LEFT} y={TOP - 7} className="axis-text">
            {t("breaks.served")}
          </text>
          <path
            d={`M${x(0)},${served(1)}L${line((point) => served(Math.min(1, point.served)))}L${over},${served(1)}Z`}
            fill="var(--less-1)"
            opacity="0.45"
          />
          <path
            d={`M${line((point) => served(Math.min(1, point.served)))}`}
            fill="none"
            stroke="var(--ink)"
            strokeWidth="1.6"
          />
          <text x={LEFT} y={floor - WAITING - 7} className="axis-text">
            {t("breaks.waiting")}
          </text>
          {[0, most].map((amount) => (
            <g key={amount}>
              <line x1={LEFT} x2={x(last)} y1={waiting(amount)} y2={waiting(amount)} stroke="var(--line)" />
              <text x={LEFT - 8} y={waiting(amount) + 4} textAnchor="end" className="axis-text">
                {most > 1e-6 || amount === 0 ? tonnes(amount) : ""}
              </text>
            </g>
          ))}
          <path
            d={`M${x(points[0]?.day ?? 0)},${floor}L${line((point) => waiting(point.waiting))}L${over},${floor}Z`}
            fill="var(--use-high)"
            opacity="0.75"
          />
          {niceTicks(0, last, Math.max(3, Math.floor(width / 120))).map((day) => (
            <text key={day} x={x(day)} y={HEIGHT - 5} textAnchor={day === 0 ? "start" : "middle"} className="axis-text">
              {day === 0 ? t("breaks.day-zero") : day}
            </text>
          ))}
        </svg>
      )}
    </div>
  );
}
