import { parseDemoParams } from './demo-params.ts';
import { showGallery } from './gallery.ts';
import { scenes } from './scenes.ts';

const stage = document.querySelector<HTMLElement>('#stage') ?? document.body;
const root = document.documentElement;
const params = parseDemoParams(location.search);
const entry = scenes.find(({ name }) => name === params.scene);

if (entry) {
  root.dataset.page = 'scene';
  document.title = `${entry.title} · Framescope demo`;
  try {
    const { start } = await entry.load();
    globalThis.demo = await start(stage, params);
    await globalThis.demo.ready;
  } catch (error) {
    root.dataset.page = 'gallery';
    showGallery(stage, scenes, `Cannot start the scene "${entry.name}": ${String(error)}`);
    reportError(error);
  }
} else {
  root.dataset.page = 'gallery';
  showGallery(stage, scenes, params.scene === null ? null : `There is no scene "${params.scene}"`);
}
root.dataset.ready = 'true';
