import { expect, test } from '@playwright/test';
import { openPage } from '../open-page.ts';

test.beforeEach(({ page }) => openPage(page, '/e2e-pages/blank.html'));

test('records nothing when the scope is destroyed while the code of its session is loading', async ({ page }) => {
  const { locks, sessions } = await page.evaluate(async () => {
    const { createFramescope } = framescope;
    createFramescope({ hud: false, session: { name: 'ghost' } }).destroy();
    const scope = createFramescope({ hud: false, session: { name: 'mounted again' } });
    while (scope.sessions.current === null) await new Promise((resolve) => setTimeout(resolve, 10));
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await scope.sessions.stop();
    const { held = [] } = await navigator.locks.query();
    return { locks: held.length, sessions: (await scope.sessions.list()).map(({ name, state }) => [name, state]) };
  });
  expect({ locks, sessions }).toEqual({ locks: 0, sessions: [['mounted again', 'complete']] });
});

for (const loaded of [false, true]) {
  test(`refuses to record for a scope that is destroyed, its code ${loaded ? 'loaded' : 'not loaded'}`, async ({
    page,
  }) => {
    const { message, current, locks } = await page.evaluate(async (isLoaded) => {
      const scope = framescope.createFramescope({ hud: false });
      if (isLoaded) await scope.sessions.list();
      scope.destroy();
      const message = await scope.sessions.start({ name: 'zombie' }).then(() => 'started', String);
      const { held = [] } = await navigator.locks.query();
      return { message, current: scope.sessions.current, locks: held.length };
    }, loaded);
    expect(message).toContain('Cannot start a session: the scope must be there, current value is "destroyed"');
    expect({ current, locks }).toEqual({ current: null, locks: 0 });
  });
}
