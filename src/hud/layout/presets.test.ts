import { signal } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import type { HudModel } from '../model/hud-model.ts';
import { DEFAULT_LAYOUT } from '../model/layout.ts';
import { BUILT_IN_PRESETS, MAX_PRESETS, presetsOf, readPresets } from './presets.ts';

function createHud(stored: object | undefined = undefined) {
  let kept = stored;
  const hud = {
    host: {},
    mode: signal('graph'),
    view: signal('overview'),
    pins: signal<readonly string[]>(['game:a']),
    layout: signal(DEFAULT_LAYOUT),
    remembered: () => ({
      read: () => kept,
      write: (value: object) => {
        kept = { version: 1, ...JSON.parse(JSON.stringify(value)) };
      },
      forget: () => {
        kept = undefined;
      },
      onChange: () => () => {},
    }),
    onDestroy: () => {},
    setPins: (pins: readonly string[]) => {
      hud.pins.value = pins;
    },
    setLayout: (layout: typeof DEFAULT_LAYOUT) => {
      hud.layout.value = layout;
    },
  };
  return { hud, presets: presetsOf(hud as unknown as HudModel), stored: () => kept };
}

describe('presetsOf', () => {
  it('saves what is shown, applies it again, and keeps it', () => {
    const { hud, presets, stored } = createHud();
    presets.save(' Boss fight ');
    hud.setPins([]);
    hud.view.value = 'gpu';
    hud.mode.value = 'panel';
    hud.setLayout({ ...DEFAULT_LAYOUT, scale: 2 });
    const [preset] = presets.own.value as [(typeof presets.own.value)[number]];
    expect(preset.name).toBe('Boss fight');
    presets.apply(preset);
    expect([hud.pins.value, hud.view.value, hud.mode.value, hud.layout.value]).toEqual([
      ['game:a'],
      'overview',
      'graph',
      DEFAULT_LAYOUT,
    ]);
    expect(createHud(stored()).presets.own.value).toEqual(presets.own.value);
  });

  it('replaces one of the same name in its place, and forgets what is removed', () => {
    const { hud, presets, stored } = createHud();
    for (const name of ['a', 'b']) presets.save(name);
    hud.setPins(['game:new']);
    presets.save('a');
    expect(presets.own.value.map(({ name, pins }) => [name, pins])).toEqual([
      ['a', ['game:new']],
      ['b', ['game:a']],
    ]);
    presets.remove('a');
    presets.remove('b');
    expect(stored()).toBeUndefined();
  });

  it('shows the overview where there is no such view', () => {
    const { hud, presets } = createHud();
    presets.apply({ name: 'mine', view: 'rules', pins: [] });
    expect(hud.view.value).toBe('overview');
  });

  it('leaves mode, place and size alone where a preset is built in', () => {
    const { hud, presets } = createHud();
    hud.setLayout({ ...DEFAULT_LAYOUT, scale: 2 });
    for (const preset of BUILT_IN_PRESETS) presets.apply(preset);
    expect([hud.mode.value, hud.layout.value.scale]).toEqual(['graph', 2]);
  });

  it('says why a name cannot be', () => {
    const { presets } = createHud();
    expect(() => presets.save('  ')).toThrow('A preset needs a name');
    expect(() => presets.save('gpu')).toThrow('"gpu" is always there: choose another name');
    for (let k = 0; k < MAX_PRESETS; k++) presets.save(`own ${k}`);
    expect(() => presets.save('one more')).toThrow('There are 20 presets');
    presets.save('own 3');
    expect(presets.own.value).toHaveLength(MAX_PRESETS);
  });
});

describe('readPresets', () => {
  it('takes of each part what is right, and of the rest the default', () => {
    expect(
      readPresets({
        presets: [
          { name: 'mine', view: 'constructor', mode: 'hidden', pins: 5, layout: { scale: 99, place: 'x' } },
          { name: 'mine', view: 'gpu' },
          { name: 'GPU' },
          { name: '<b>', view: 'gpu', mode: 'panel', pins: ['game:a'], layout: {} },
          null,
          { name: 7 },
        ],
      }),
    ).toEqual([
      { name: 'mine', view: 'overview', pins: [], layout: { ...DEFAULT_LAYOUT, scale: 2 } },
      { name: '<b>', view: 'gpu', mode: 'panel', pins: ['game:a'], layout: DEFAULT_LAYOUT },
    ]);
  });

  it('takes what is no list for none, and no more than there may be', () => {
    for (const stored of [undefined, null, 3, {}, { presets: {} }]) expect(readPresets(stored)).toEqual([]);
    const many = Array.from({ length: 1000 }, (_, k) => ({ name: `n${k}` }));
    expect(readPresets({ presets: many })).toHaveLength(MAX_PRESETS);
  });
});
