// What reads and writes files, as one piece to load.
export { exportSession } from './export-session.ts';
export { importSession } from './import-session.ts';
