// What the shell asks of a workspace: its parts by place. The shell keeps the map; the parts come with the workspace's chunk.

import { type ComponentType, lazy } from "react";
import { wordsReady } from "../i18n/index.ts";

/** A line between two panels, or nothing on a phone. */
export interface RightProps {
  readonly children?: React.ReactNode;
}

export interface Workspace {
  /** What is asked and answered, as a list. */
  readonly Left: ComponentType;
  /** Charts below the map. */
  readonly Dock: ComponentType;
  /** Details of what is chosen; draws nothing when nothing is. */
  readonly Right: ComponentType<RightProps>;
  readonly Time: ComponentType;
  /** What lies on the sheet of a phone, with its own tabs. */
  readonly Sheet: ComponentType;
  /** Unseen: puts its scene on the map, offers its commands, prints. */
  readonly Behind: ComponentType;
}

/** The parts of a workspace that are fetched when it is first opened, and its words with them. */
export function lazyWorkspace(load: () => Promise<Workspace>): Workspace {
  const part = <K extends keyof Workspace>(name: K) =>
    lazy(async () => {
      const workspace = await load();
      await wordsReady();
      return { default: workspace[name] as ComponentType };
    });
  return {
    Left: part("Left"),
    Dock: part("Dock"),
    Right: part("Right") as ComponentType<RightProps>,
    Time: part("Time"),
    Sheet: part("Sheet"),
    Behind: part("Behind"),
  };
}
