import { bundleImport } from './.ci/bundle-import.mjs';
import { staticClosure } from './.ci/chunks.mjs';

// Gzipped, kB = 1000 bytes: what a page downloads, without what it loads later by import(). The first and the last two are files as
// they are, the others what a bundler leaves of one import. The limits hold what has been reached; `goal` is what is still to be.

const collector = staticClosure('dist/framescope.js');
const limits = [
  { name: 'framescope/metrics, everything', path: staticClosure('dist/metrics.js'), limit: '28.9 kB', goal: '14 kB' },
  {
    name: 'registry, handles, histogram, memory backend',
    path: await bundleImport('MetricsRegistry', 'dist/metrics.js'),
    limit: '10.5 kB',
    goal: '4 kB',
  },
  {
    name: 'the collector without the HUD',
    path: await bundleImport('createFramescope', 'dist/framescope.js'),
    limit: '47 kB',
    goal: '12 kB',
  },
  {
    name: 'the HUD, on top of the collector',
    path: staticClosure('dist/hud.js').filter((file) => !collector.includes(file)),
    limit: '41.7 kB',
    goal: '45 kB',
  },
  { name: 'dist/framescope.auto.js, everything', path: 'dist/framescope.auto.js', limit: '208.6 kB', goal: '60 kB' },
];

export default limits.map(({ goal, name, ...limit }) => ({ ...limit, name: `${name} (goal: ${goal})`, gzip: true }));
