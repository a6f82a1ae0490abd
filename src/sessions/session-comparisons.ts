// What compares sessions, as one piece to load.
export { compareFigures } from './compare-sessions.ts';
export { sessionFigureSteps } from './session-figures.ts';
