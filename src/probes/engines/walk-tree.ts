/** More nodes would take more than some ms. */
const MAX_NODES = 10_000;

/**
 * Visits a node and all below it, parents first; a node is shown when it and all above it are.
 *
 * @returns false when there are more nodes than may be visited: then what was counted is a part
 */
export function walkTree<T extends { readonly children?: readonly T[] }>(
  root: T,
  isShown: (node: T) => boolean,
  visit: (node: T, isShown: boolean) => void,
): boolean {
  const nodes: T[] = [root];
  const shown: boolean[] = [true];
  for (let count = 0; nodes.length > 0; count++) {
    if (count >= MAX_NODES) return false;
    const node = nodes.pop() as T;
    const isNodeShown = (shown.pop() as boolean) && isShown(node);
    visit(node, isNodeShown);
    const { children = [] } = node;
    for (let k = 0; k < children.length; k++) {
      nodes.push(children[k] as T);
      shown.push(isNodeShown);
    }
  }
  return true;
}
