import { expect, type Page, test } from '@playwright/test';
import { modeOf, openHud } from './open-hud.ts';

/** Makes the page note the keys that reach it. */
const noteKeys = (page: Page) =>
  page.evaluate(() => {
    const keys: string[] = [];
    Object.assign(globalThis, { keys });
    for (const type of ['keydown', 'keyup'])
      window.addEventListener(type, (event) => keys.push(`${type} ${(event as KeyboardEvent).code}`));
  });
const notedKeys = (page: Page) => page.evaluate(() => (globalThis as unknown as { keys: string[] }).keys);

test('toggles by F2 and by Shift+Backquote, and comes back in the mode it had', async ({ page }) => {
  await openHud(page, 'mode=graph');
  await page.keyboard.press('F2');
  expect(await modeOf(page)).toBe('hidden');
  await page.keyboard.press('Shift+Backquote');
  expect(await modeOf(page)).toBe('graph');
});

test('cycles through the modes with Alt', async ({ page }) => {
  await openHud(page, 'mode=hidden');
  const modes: string[] = [];
  for (const keys of ['Alt+F2', 'Alt+Shift+Backquote', 'Alt+F2', 'Alt+F2']) {
    await page.keyboard.press(keys);
    modes.push(await modeOf(page));
  }
  expect(modes).toEqual(['compact', 'graph', 'panel', 'hidden']);
});

test('keeps its hotkeys from the page, and no other key', async ({ page }) => {
  await openHud(page, 'mode=compact');
  await noteKeys(page);
  await page.keyboard.press('F2');
  await page.keyboard.press('KeyW');
  await page.keyboard.press('Backquote');
  expect(await notedKeys(page)).toEqual([
    'keyup F2',
    'keydown KeyW',
    'keyup KeyW',
    'keydown Backquote',
    'keyup Backquote',
  ]);
});

for (const [name, field] of [
  ['an input', '<input id="field">'],
  ['a text area', '<textarea id="field"></textarea>'],
  ['an editable element', '<div contenteditable id="field"><b>text</b></div>'],
  ['a select', '<select id="field"><option>a</option></select>'],
] as const) {
  test(`leaves the hotkeys to ${name}`, async ({ page }) => {
    await openHud(page, 'mode=compact');
    await page.evaluate((html) => document.body.insertAdjacentHTML('beforeend', html), field);
    await page.locator('#field').focus();
    await page.keyboard.press('Shift+Backquote');
    await page.keyboard.press('F2');
    expect(await modeOf(page)).toBe('compact');
  });
}

test('leaves the hotkeys to an input inside of a shadow root, but not to a slider', async ({ page }) => {
  await openHud(page, 'mode=compact');
  await page.evaluate(() => {
    const host = document.body.appendChild(document.createElement('div'));
    const root = host.attachShadow({ mode: 'open' });
    root.append(document.createElement('input'));
    root.querySelector('input')?.focus();
  });
  await page.keyboard.press('F2');
  expect(await modeOf(page)).toBe('compact');
  await page.evaluate(() => {
    const slider = document.body.appendChild(document.createElement('input'));
    slider.type = 'range';
    slider.focus();
  });
  await page.keyboard.press('F2');
  expect(await modeOf(page)).toBe('hidden');
});

test('leaves the hotkeys to an input that comes from an iframe, and to an element with an EditContext', async ({
  page,
}) => {
  await openHud(page, 'mode=compact');
  await page.evaluate(() => {
    const frame = document.body.appendChild(document.createElement('iframe'));
    const field = (frame.contentDocument as Document).createElement('input');
    document.body.append(field);
    frame.remove();
    field.id = 'adopted';
    field.focus();
  });
  await page.keyboard.press('Shift+Backquote');
  expect(await modeOf(page)).toBe('compact');
  expect(await page.locator('#adopted').inputValue()).toBe('~');

  await page.evaluate(() => {
    const Context = (globalThis as unknown as { EditContext: new () => EventTarget & { text: string } }).EditContext;
    const editor = document.body.appendChild(document.createElement('div'));
    editor.tabIndex = 0;
    Object.assign(globalThis, { editContext: Object.assign(editor, { editContext: new Context() }).editContext });
    editor.focus();
  });
  await page.keyboard.press('Shift+Backquote');
  expect(await modeOf(page)).toBe('compact');
  expect(await page.evaluate(() => (globalThis as unknown as { editContext: { text: string } }).editContext.text)).toBe(
    '~',
  );
});

test('takes a hotkey that is pressed on no element at all', async ({ page }) => {
  await openHud(page, 'mode=compact');
  await page.evaluate(() => window.dispatchEvent(new KeyboardEvent('keydown', { code: 'F2' })));
  expect(await modeOf(page)).toBe('hidden');
});

test('ignores a composition, and a key that is held down', async ({ page }) => {
  await openHud(page, 'mode=compact');
  await page.evaluate(() => {
    const press = (init: KeyboardEventInit) =>
      document.body.dispatchEvent(
        new KeyboardEvent('keydown', { code: 'F2', bubbles: true, cancelable: true, ...init }),
      );
    press({ isComposing: true });
    press({ repeat: true });
  });
  expect(await modeOf(page)).toBe('compact');
});

test('keeps keys that are typed into the HUD from the page, and hotkeys out of its own input', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel');
  await noteKeys(page);
  const inputs = await page.evaluateHandle(() => {
    const inputs: string[] = [];
    for (const type of ['beforeinput', 'input']) addEventListener(type, () => inputs.push(type));
    return inputs;
  });
  const name = hud.getByRole('textbox', { name: 'Session name' });
  await name.focus();
  await page.keyboard.type('wasd');
  expect(await inputs.jsonValue()).toEqual([]);
  await page.keyboard.press('F2');
  await expect(name).toHaveValue('wasd');
  expect(await modeOf(page)).toBe('panel');
  expect(await notedKeys(page)).toEqual([]);
});

test('keeps what is cut, copied, pasted and composed in it from the page', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel&still');
  const seen = await page.evaluateHandle(() => {
    const seen: string[] = [];
    for (const type of ['cut', 'copy', 'paste', 'compositionstart', 'compositionend'])
      document.addEventListener(type, (event) => {
        seen.push(type);
        event.preventDefault();
      });
    return seen;
  });
  const name = hud.getByRole('textbox', { name: 'Session name' });
  await name.fill('Run');
  await name.press('Control+a');
  await name.press('Control+x');
  await expect(name).toHaveValue('');
  await name.press('Control+v');
  await expect(name).toHaveValue('Run');
  await name.evaluate((input) => {
    for (const type of ['compositionstart', 'compositionend'])
      input.dispatchEvent(new CompositionEvent(type, { bubbles: true, composed: true }));
  });
  expect(await seen.jsonValue()).toEqual([]);
});

test('gives the page the end of a key that was pressed before the focus moved into the HUD', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel');
  await noteKeys(page);
  await page.keyboard.down('KeyW');
  await hud.getByRole('textbox', { name: 'Session name' }).focus();
  await page.keyboard.up('KeyW');
  expect(await notedKeys(page)).toEqual(['keydown KeyW', 'keyup KeyW']);
});

test('keeps its keys from an engine that listens in the capture phase and prevents what all keys do', async ({
  page,
}) => {
  const hud = await openHud(page, 'mode=panel');
  const types = await page.evaluateHandle(() => {
    const types: string[] = [];
    for (const target of [window, document, document.documentElement, document.body])
      for (const type of ['keydown', 'keypress', 'keyup'])
        target.addEventListener(
          type,
          (event) => {
            types.push(type);
            event.preventDefault();
            event.stopImmediatePropagation();
          },
          { capture: true },
        );
    return types;
  });
  const name = hud.getByRole('textbox', { name: 'Session name' });
  await name.focus();
  await page.keyboard.type('Run A');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('b');
  await expect(name).toHaveValue('Run b');
  await page.keyboard.press('Tab');
  await expect(name).not.toBeFocused();
  await hud.getByRole('tab', { name: 'Overview' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(hud.getByRole('tab', { name: 'Frames' })).toBeFocused();
  await page.keyboard.press('Control+k');
  await expect(hud.getByRole('combobox')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(hud.getByRole('combobox')).toHaveCount(0);
  expect(await types.jsonValue()).toEqual([]);

  await page.locator('body > canvas').focus();
  await page.keyboard.press('KeyW');
  expect(await types.jsonValue()).toEqual(['keydown', 'keyup']);
});

test('keeps its keys from a page that listened before it, in the document of an iframe, where its hotkeys work, too', async ({
  page,
}) => {
  await page.addInitScript(() => {
    // Not in the iframe's.
    if (window !== window.top) return;
    const keys: string[] = [];
    Object.assign(globalThis, { keys });
    for (const type of ['keydown', 'keyup'])
      addEventListener(type, (event) => keys.push((event as KeyboardEvent).code), { capture: true });
  });
  await openHud(page, 'mode=panel');
  await page.evaluate(() => {
    const frame = document.body.appendChild(document.createElement('iframe'));
    frame.style.cssText = 'width: 600px; height: 600px';
    hudPage.hud.configure({ parent: frame.contentDocument?.body as HTMLElement });
  });
  const inside = page.frameLocator('iframe').getByRole('region', { name: 'Framescope' });
  const name = inside.getByRole('textbox', { name: 'Session name' });
  await name.focus();
  await page.keyboard.type('wasd');
  await expect(name).toHaveValue('wasd');
  expect(await modeOf(page)).toBe('panel');
  await inside.getByRole('tab', { name: 'Overview' }).focus();
  await page.keyboard.press('Alt+F2');
  expect(await modeOf(page)).toBe('hidden');
  expect(await notedKeys(page)).toEqual([]);
});

test('gives the page the end of a key that is held down while the focus moves into the HUD', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel');
  await noteKeys(page);
  await page.keyboard.down('KeyW');
  await hud.getByRole('textbox', { name: 'Session name' }).focus();
  // Repeats.
  await page.keyboard.down('KeyW');
  await page.keyboard.up('KeyW');
  expect(await notedKeys(page)).toEqual(['keydown KeyW', 'keyup KeyW']);
});

test('keeps the end of a key from the page that was pressed in the HUD', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel');
  await hud.getByRole('textbox', { name: 'Session name' }).focus();
  await page.keyboard.down('KeyW');
  await page.locator('body > canvas').focus();
  await noteKeys(page);
  await page.keyboard.up('KeyW');
  expect(await notedKeys(page)).toEqual([]);
});

for (const [where, letGo] of [
  ['elsewhere', (page: Page) => page.keyboard.up('KeyW')],
  ['in another window', (page: Page) => page.evaluate(() => window.dispatchEvent(new Event('blur')))],
] as const) {
  test(`gives the page the end of a key, though it was in the HUD once and let go ${where}`, async ({ page }) => {
    const hud = await openHud(page, 'mode=panel');
    const name = hud.getByRole('textbox', { name: 'Session name' });
    await name.focus();
    await page.keyboard.down('KeyW');
    await page.locator('body > canvas').focus();
    await letGo(page);
    await noteKeys(page);
    // Not by the keyboard: it knows which keys are down.
    await name.evaluate((input) =>
      input.dispatchEvent(new KeyboardEvent('keyup', { code: 'KeyW', bubbles: true, composed: true })),
    );
    expect(await notedKeys(page)).toEqual(['keyup KeyW']);
  });
}

test('reaches every control with Tab, and shows where it is', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel');
  // The controls of sessions come with a chunk of their own, after the rest.
  await expect(hud.getByText('Sessions 3')).toBeVisible();
  await hud.getByRole('button', { name: 'One line' }).focus();
  const reached: string[] = [];
  for (let k = 0; k < 16; k++) {
    const focused = await page.evaluate(() => {
      const element = document.querySelector('framescope-hud')?.shadowRoot?.activeElement;
      if (!(element instanceof HTMLElement)) return null;
      const { outlineStyle } = getComputedStyle(element);
      return { name: element.getAttribute('aria-label') ?? element.textContent, outlineStyle };
    });
    if (focused === null) break;
    expect(focused.outlineStyle).toBe('solid');
    reached.push(focused.name ?? '');
    await page.keyboard.press('Tab');
  }
  for (const wanted of [
    'One line',
    'Graph',
    'Panel',
    'Hide',
    'Overview',
    'Record',
    'Session name',
    'Export the session',
    'Import a session file',
    'Sessions 3',
  ])
    expect(reached).toContain(wanted);
});
