import { MISSING } from './format-value.ts';

/** What a figure says besides its number, as `data-state` for the style sheet. */
export type FigureState = '' | 'muted' | 'warning' | 'over' | 'missing';

/**
 * The text of one element, written only when it changes. Live figures go past Preact: a diff of every number several times a
 * second would cost more than the numbers.
 */
export interface LiveText {
  readonly ref: (element: HTMLElement | null) => void;
  /** Its element, while there is one. */
  readonly current: HTMLElement | null;
  /**
   * @param title says why the state is what it is
   * @param reason of a dash, whose state is missing whatever was given
   */
  set(text: string, state?: FigureState, title?: string, reason?: string): void;
}

export function createLiveText(): LiveText {
  const node = document.createTextNode('');
  let element: HTMLElement | null = null;
  let state: FigureState = '';
  let title = '';
  const write = () => {
    if (element === null) return;
    element.dataset.state = state;
    setAttribute(element, 'title', title);
    // A dash read aloud says nothing, its reason does.
    setAttribute(element, 'role', state === 'missing' ? 'img' : '');
    setAttribute(element, 'aria-label', state === 'missing' ? `Not available: ${title}` : '');
  };
  return {
    ref(next) {
      element = next;
      element?.replaceChildren(node);
      write();
    },
    get current() {
      return element;
    },
    set(text, nextState = '', nextTitle = '', reason = '') {
      if (text !== node.data) node.data = text;
      if (text === MISSING) [nextState, nextTitle] = ['missing', reason];
      if (nextState === state && nextTitle === title) return;
      state = nextState;
      title = nextTitle;
      write();
    },
  };
}

function setAttribute(element: HTMLElement, name: string, value: string): void {
  if (value === '') element.removeAttribute(name);
  else element.setAttribute(name, value);
}
