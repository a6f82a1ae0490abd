import { Component, type ComponentChildren } from 'preact';
import { useHud } from '../model/hud-context.ts';
import type { HudSource } from '../model/hud-source.ts';

interface Props {
  /** What failed, as the message names it. */
  readonly name: string;
  readonly children: ComponentChildren;
}

/** A view that throws becomes a message; its neighbours live on, and with another source it is tried again. */
export function ErrorBoundary(props: Props) {
  return <Boundary {...props} source={useHud().source.value} />;
}

interface State {
  readonly error: unknown;
  /** What was shown then. */
  readonly source: HudSource | null;
}

class Boundary extends Component<Props & { readonly source: HudSource }, State> {
  override state: State = { error: null, source: null };

  override componentDidCatch(error: unknown): void {
    this.setState({ error: error ?? new Error('Unknown error'), source: this.props.source });
  }

  override render() {
    const { error, source } = this.state;
    if (error === null || source !== this.props.source) return this.props.children;
    const message = error instanceof Error ? error.message : String(error);
    return (
      <p class="failure" role="alert">
        <span>
          {this.props.name} stopped: {message}
        </span>
        <button type="button" onClick={() => this.setState({ error: null })}>
          Retry
        </button>
      </p>
    );
  }
}
