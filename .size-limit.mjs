import { staticClosure } from './.ci/chunks.mjs';

// Gzipped, kB = 1000 bytes. Each figure is what a page downloads, without what it loads later by import().
// The limits hold what has been reached; `goal` is what is still to be reached.

const collector = staticClosure('dist/framescope.js');
const limits = [
  { name: 'framescope/metrics', path: staticClosure('dist/metrics.js'), limit: '18 kB', goal: '14 kB' },
  { name: 'framescope, the collector without the HUD', path: collector, limit: '30 kB', goal: '12 kB' },
  {
    name: 'the HUD, on top of the collector',
    path: staticClosure('dist/hud.js').filter((file) => !collector.includes(file)),
    limit: '46 kB',
    goal: '45 kB',
  },
  {
    name: 'dist/framescope.auto.js, everything',
    path: staticClosure('dist/framescope.auto.js'),
    limit: '87 kB',
    goal: '60 kB',
  },
];

// An entry that is not built (yet) has no files.
export default limits
  .filter(({ path }) => path.length > 0)
  .map(({ goal, name, ...limit }) => ({ ...limit, name: `${name} (goal: ${goal})`, gzip: true }));
