/** What a figure says besides its number, as `data-state` for the style sheet. */
export type FigureState = '' | 'muted' | 'over' | 'missing';

/**
 * The text of one element, written only when it changes. Live figures go past Preact: a diff of every number several times a
 * second would cost more than the numbers.
 */
export class LiveText {
  private element: HTMLElement | null = null;
  private node: Text | null = null;
  private text = '';
  private state: FigureState = '';
  private title = '';

  readonly ref = (element: HTMLElement | null): void => {
    this.element = element;
    if (element === null) return;
    this.node = document.createTextNode(this.text);
    element.replaceChildren(this.node);
    this.writeState();
  };

  set(text: string, state: FigureState = '', title = ''): void {
    if (text !== this.text) {
      this.text = text;
      if (this.node !== null) this.node.data = text;
    }
    if (state === this.state && title === this.title) return;
    this.state = state;
    this.title = title;
    this.writeState();
  }

  private writeState(): void {
    const { element } = this;
    if (element === null) return;
    const { state, title } = this;
    element.dataset.state = state;
    setAttribute(element, 'title', title);
    // A dash read aloud says nothing, its reason does.
    setAttribute(element, 'role', state === 'missing' ? 'img' : '');
    setAttribute(element, 'aria-label', state === 'missing' ? `Not available: ${title}` : '');
  }
}

function setAttribute(element: HTMLElement, name: string, value: string): void {
  if (value === '') element.removeAttribute(name);
  else element.setAttribute(name, value);
}
