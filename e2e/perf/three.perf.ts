import { expect, test } from 'framescope/playwright';

test('the three.js scene keeps its budget', async ({ page, framescope }) => {
  await page.goto('/?scene=three&hud=hidden&load=0.2');
  const measurement = await framescope.measure({ frames: 240, warmup: 120, name: 'fly-through' });
  // Software GL on two shared cores: what is held here is that nothing hangs, and exactly what the scene draws.
  expect(measurement).toHaveFrameTime({ p50: 250, p95: 1000 });
  expect(measurement).toMeetBudget({ 'fps.avg': 3, 'engine:rendering.draw_calls': 3000 });
});
