import { createViewer } from 'framescope/hud';

// On the demo's own address, so that what its scenes have recorded is listed, too.
createViewer();
