import { createViewer } from './hud/create-viewer.ts';

/** Where a report puts the text of a snapshot that is to be shown at once. */
const EMBEDDED = 'script#framescope-session[type="application/json"]';

// The stand-alone viewer: what .ci/build.mjs puts into dist/framescope.viewer.html, as one file.
const viewer = createViewer();
const embedded = document.querySelector(EMBEDDED)?.textContent;
if (embedded) viewer.open(embedded).catch((error) => console.error(error));
