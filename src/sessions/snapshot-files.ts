// What reads and writes snapshot files, as one piece to load.
export { exportSnapshot } from './export-snapshot.ts';
export { parseSnapshot } from './parse-snapshot.ts';
export { readSnapshotFile } from './read-snapshot-file.ts';
