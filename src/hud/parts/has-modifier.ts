/** Whether a key is pressed together with one that makes it the browser's: Alt and an arrow go through its history. */
export const hasModifier = ({ altKey, ctrlKey, metaKey }: KeyboardEvent): boolean => altKey || ctrlKey || metaKey;
