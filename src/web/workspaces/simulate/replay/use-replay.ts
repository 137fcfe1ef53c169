// Asks for a replay until it is made: the server answers 202 while the replication is run again.

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { ReplayAnswer, ReplayOk } from "../../../../wire/crossing-replay.ts";
import { call } from "../../../api/client.ts";

export interface ReplayAsked {
  readonly run: string;
  readonly state: "base" | "changed";
  readonly replication?: number | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

const MOST_TRIES = 120;

async function fetchReplay({ run, state, replication, from, to }: ReplayAsked, signal: AbortSignal): Promise<ReplayOk> {
  const query = new URLSearchParams({ state });
  for (const [key, value] of Object.entries({ replication, from, to }))
    if (value !== undefined) query.set(key, String(value));
  for (let tried = 0; tried < MOST_TRIES; tried++) {
    const answer = await call<ReplayAnswer>(`runs/${encodeURIComponent(run)}/replay?${query}`, { signal });
    if (answer.status === "ok") return answer;
    if (answer.status === "invalid") throw new Error(answer.problems.map(({ message }) => message).join(" "));
    await new Promise((resolve) => setTimeout(resolve, 1000 * answer.retryAfterSeconds));
  }
  throw new Error("The replay took too long.");
}

/** The replay of a run; undefined asks nothing. The old one stays while another window is fetched. */
export function useReplay(asked: ReplayAsked | undefined) {
  return useQuery({
    queryKey: ["replay", asked],
    queryFn: ({ signal }) => {
      if (!asked) throw new Error("asked without a run");
      return fetchReplay(asked, signal);
    },
    enabled: asked !== undefined,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 5 * 60_000,
    retry: false,
  });
}
