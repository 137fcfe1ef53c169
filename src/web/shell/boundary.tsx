// Catches what a part of the page throws while it is drawn, so that the rest (or at least a sentence and a way on) stays.

import { Component, type ReactNode } from "react";

interface BoundaryProps {
  readonly children: ReactNode;
  /** Shown instead of the part that failed. */
  readonly fallback: (error: Error) => ReactNode;
}

interface BoundaryState {
  readonly error?: Error;
}

export class Boundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = {};

  static getDerivedStateFromError(error: unknown): BoundaryState {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    return error ? this.props.fallback(error) : this.props.children;
  }
}
