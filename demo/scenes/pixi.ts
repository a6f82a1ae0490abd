import { createFramescope } from 'framescope';
import {
  Application,
  Container,
  defaultFilterVert,
  Filter,
  GlProgram,
  Graphics,
  Particle,
  ParticleContainer,
  Sprite,
} from 'pixi.js';
import { createDemoScene } from '../create-demo-scene.ts';
import type { StartScene } from '../demo-scene.ts';
import { startFrameLoop } from '../frame-loop.ts';
import { createRandom } from '../seeded-random.ts';
import { followStage } from '../stage-canvas.ts';
import { chooseQuality } from './three/quality.ts';

const MAX_FISH = 900;
const MAX_BUBBLES = 500;
const FISH_COLORS = [0xf2b36b, 0xe88a7c, 0xf0d38a, 0xd9b6d8, 0x8fd0c8];

export const start: StartScene = async (stage, params) => {
  const quality = chooseQuality(params.quality);
  const canvas = document.createElement('canvas');
  stage.append(canvas);
  const app = new Application();
  // The scene's own loop draws, not the application's ticker.
  await app.init({ canvas, preference: 'webgl', autoStart: false, background: 0x1f4257, antialias: quality.antialias });
  const { renderer } = app;
  const scope = createFramescope({
    target: app,
    hud: { mode: params.hud },
    session: params.session && { name: 'Shoal', tags: ['pixi', `load ${params.load}`, quality.name] },
  });
  const stopFollowing = followStage(stage, canvas, quality, (widthPx, heightPx) => renderer.resize(widthPx, heightPx));

  const random = createRandom(11);
  const drawing = (draw: (graphics: Graphics) => Graphics) => renderer.generateTexture(draw(new Graphics()));
  const fishTexture = drawing((graphics) =>
    graphics.ellipse(26, 12, 18, 9).poly([12, 12, 0, 3, 0, 21]).fill(0xffffff).circle(36, 10, 2).fill(0x20303a),
  );
  const bubbleTexture = drawing((graphics) => graphics.circle(6, 6, 5).stroke({ color: 0xffffff, width: 1.5 }));
  const shoal = new Container();
  const bubbles = new ParticleContainer({ dynamicProperties: { position: true } });
  app.stage.addChild(bubbles, shoal);
  const ways = new Map<Sprite, { phase: number; speed: number; depth: number }>();
  const setFish = (count: number) => {
    for (const fish of shoal.removeChildren(Math.min(count, shoal.children.length))) {
      ways.delete(fish as Sprite);
      fish.destroy();
    }
    while (shoal.children.length < count) {
      const fish = new Sprite({ texture: fishTexture, anchor: 0.5, tint: FISH_COLORS[shoal.children.length % 5] ?? 0 });
      ways.set(fish, { phase: random() * 6.28, speed: 0.4 + random(), depth: random() });
      fish.scale.set(0.35 + 0.65 * random());
      shoal.addChild(fish);
    }
  };
  const setBubbles = (count: number) => {
    const particles = bubbles.particleChildren;
    particles.length = Math.min(particles.length, count);
    while (particles.length < count) {
      const scale = 0.3 + random();
      particles.push(new Particle({ texture: bubbleTexture, x: random(), y: random(), scaleX: scale, scaleY: scale }));
    }
    bubbles.update();
  };

  const loop = startFrameLoop(params.atSeconds, (timeSeconds, deltaSeconds) => {
    const { width, height } = renderer;
    for (const [fish, { phase, speed, depth }] of ways) {
      const along = phase + timeSeconds * speed * 0.35;
      const x = Math.sin(along) + 0.25 * Math.sin(2.3 * along + phase);
      fish.position.set(width * (0.5 + 0.4 * x), height * (0.1 + 0.8 * depth + 0.06 * Math.sin(along * 3)));
      const facing = Math.cos(along) < 0 ? -1 : 1;
      fish.scale.x = facing * Math.abs(fish.scale.x);
    }
    for (const bubble of bubbles.particleChildren as Particle[]) {
      if (bubble.x <= 1 && bubble.y <= 1) Object.assign(bubble, { x: bubble.x * width, y: bubble.y * height });
      bubble.y -= deltaSeconds * 60 * bubble.scaleY;
      if (bubble.y < -10) Object.assign(bubble, { x: random() * width, y: height + 10 });
    }
    scope.gpuPass('main', () => app.render());
  });

  let tint = 0;
  return createDemoScene(stage, {
    name: 'pixi',
    title: 'Shoal',
    scope,
    loop,
    renderer,
    scene: app.stage,
    camera: null,
    load: params.load,
    setLoad(load) {
      setFish(Math.max(1, Math.round(load * MAX_FISH)));
      setBubbles(Math.round(load * MAX_BUBBLES));
    },
    useNewShader() {
      tint = (tint + 0.17) % 0.5;
      const fragment = `in vec2 vTextureCoord; out vec4 color; uniform sampler2D uTexture;
        void main() { color = texture(uTexture, vTextureCoord); color.rgb += ${tint.toFixed(3)} * color.a; }`;
      shoal.filters = [new Filter({ glProgram: GlProgram.from({ vertex: defaultFilterVert, fragment }) })];
    },
    dispose() {
      stopFollowing();
      app.destroy(true, { children: true, texture: true });
    },
  });
};
