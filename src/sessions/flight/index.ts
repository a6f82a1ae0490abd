// The flight recorder and the rules, as one piece to load.
export { FlightRecorder } from './flight-recorder.ts';
export { RuleList } from './rule-list.ts';
