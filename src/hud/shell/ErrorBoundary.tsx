import { Component, type ComponentChildren } from 'preact';

interface Props {
  /** What failed, as the message names it. */
  readonly name: string;
  /** What is shown: of another, what failed is tried again. */
  readonly of?: unknown;
  readonly children: ComponentChildren;
}

/** A view that throws becomes a message; its neighbours live on. */
export class ErrorBoundary extends Component<Props, { error: unknown }> {
  override state = { error: null as unknown };

  override componentDidCatch(error: unknown): void {
    this.setState({ error: error ?? new Error('Unknown error') });
  }

  override componentDidUpdate(before: Props): void {
    if (before.of !== this.props.of && this.state.error !== null) this.setState({ error: null });
  }

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
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
