/** What keys do where the focus is, besides the commands: the place, the keys, what they do there. */
export const VIEW_KEYS: readonly (readonly [place: string, keys: string, effect: string])[] = [
  ['Frames', '←, →', 'from frame to frame; with Shift they select'],
  ['Frames', 'Home, End', 'the first and the last frame'],
  ['Frames', 'Enter', 'opens the frame in the middle'],
  ['Frames', '+, −', 'zoom'],
  ['Frames', 'Page Up, Page Down', 'move along the time'],
  ['Frames', 'h, H', 'the next and the previous hitch'],
  ['Frames', 'Space', 'stops live frames and goes on'],
  ['Frames', 'Escape', 'closes the frame and the selection'],
  ['Metrics', '↑, ↓, Home, End', 'from row to row'],
  ['Metrics', '←, →', 'fold and unfold a group'],
  ['Sessions', '↑, ↓, Home, End', 'from row to row'],
  ['Sessions', 'Delete', 'deletes the session'],
  ['Tabs', '←, →, Home, End', 'from view to view'],
  ['Grip', 'arrows', 'resize the HUD'],
];
