import { staticClosure } from './.ci/chunks.mjs';

// Gzipped, kB = 1000 bytes. Each figure is what a page downloads, without what it loads later by import().

const collector = staticClosure('dist/framescope.js');
const limits = [
  { name: 'framescope/metrics', path: staticClosure('dist/metrics.js'), limit: '5 kB' },
  { name: 'framescope, the collector without the HUD', path: collector, limit: '12 kB' },
  {
    name: 'the HUD, on top of the collector',
    path: staticClosure('dist/hud.js').filter((file) => !collector.includes(file)),
    limit: '45 kB',
  },
  { name: 'dist/framescope.auto.js, everything', path: staticClosure('dist/framescope.auto.js'), limit: '60 kB' },
];

// An entry that is not built (yet) has no files.
export default limits.filter(({ path }) => path.length > 0).map((limit) => ({ ...limit, gzip: true }));
