// A page with nothing of its own, for specs that start Framescope themselves: `framescope` is the built package.
import * as framescope from '/dist/framescope.js';

globalThis.framescope = framescope;
document.documentElement.dataset.ready = 'true';
