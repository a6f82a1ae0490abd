// What compares sessions, as one piece to load.
export { compareFigures } from './compare-sessions.ts';
export { sessionFigures } from './session-figures.ts';
