/** What the arrow keys go through: rows of some kind, and heads of groups, which they pass over unless they can be folded. */
interface Row {
  readonly key: string;
  readonly kind?: string;
  /** Of a group: undefined where it cannot be folded. */
  readonly isFolded?: boolean | undefined;
}

const PAGE = 10;
/** Keys that move among the rows, and by how many. */
const STEPS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: PAGE,
  PageUp: -PAGE,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/**
 * The row that a key leads to, a row or the head of a group that can be folded; -1: the key leads nowhere.
 *
 * @param focused the key of the row that has the focus
 * @param first the row to begin with while none has it
 */
export function rowAfterKey(rows: readonly Row[], focused: string | undefined, pressed: string, first: number): number {
  const step = STEPS[pressed];
  if (step === undefined) return -1;
  const at = rows.findIndex(({ key }) => key === focused);
  const wanted = at < 0 && Number.isFinite(step) ? first : Math.max(0, Math.min(rows.length - 1, at + step));
  const isStop = (row: Row) => row.kind !== 'group' || row.isFolded !== undefined;
  const below = rows.findIndex((row, k) => k >= wanted && isStop(row));
  const above = rows.findLastIndex((row, k) => k <= wanted && isStop(row));
  return (step > 0 && below >= 0) || above < 0 ? below : above;
}

/** The key of the row that has the focus. */
export function focusedKey(element: Element | null): string | undefined {
  const focused = (element?.getRootNode() as ShadowRoot | undefined)?.activeElement;
  return focused?.closest<HTMLElement>('[data-key]')?.dataset.key;
}
