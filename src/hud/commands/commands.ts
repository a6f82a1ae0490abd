import { HUD_THEMES, type HudMode } from '../hud-types.ts';
import { BUILT_IN_PRESETS, presetsOf } from '../layout/presets.ts';
import { THEME_NAMES } from '../layout/theme-names.ts';
import type { HudModel } from '../model/hud-model.ts';
import { PANEL_VIEWS, panelViews } from '../model/panel-views.ts';
import { copyText } from '../parts/copy-text.ts';
import { statisticsText } from './statistics-text.ts';

/** Something that the HUD does when it is told to. */
export interface Command {
  readonly title: string;
  /** `KeyboardEvent.key` that does it while the focus is in the HUD. */
  readonly key?: string;
  /** What it says when it is done; nothing where that is seen. */
  run(): Promise<string> | string | undefined;
}

const MODE_TITLES: readonly (readonly [HudMode, string])[] = [
  ['compact', 'Show one line'],
  ['graph', 'Show the graph'],
  ['panel', 'Show the panel'],
  ['hidden', 'Hide the HUD'],
];

/** What can be done now, in the order in which it is listed. */
export function hudCommands(hud: HudModel, root: HTMLElement): readonly Command[] {
  const isLive = hud.host.isLive !== false;
  const { name } = hud.source.peek();
  const views = panelViews(hud.host).map((view, k): Command => {
    return {
      title: `Go to ${PANEL_VIEWS[view]}`,
      key: String(k + 1),
      run() {
        hud.mode.value = 'panel';
        hud.view.value = view;
        return undefined;
      },
    };
  });
  const copy = (title: string, key: string, format: 'text' | 'markdown'): Command => ({
    title,
    key,
    async run() {
      const { stats } = hud;
      const ofFrames = stats && { stats, durationMs: stats.durationMs, of: '', isOther: false };
      const shown = hud.shown === null ? ofFrames : hud.shown();
      if (shown === null) throw new Error('There are no statistics yet');
      await copyText(statisticsText(shown, name ?? document.title, format), root);
      return 'Statistics are on the clipboard';
    },
  });
  const record: Command = {
    title: 'Record, or stop recording',
    key: 'r',
    async run() {
      const sessions = await hud.host.sessions();
      if (sessions.current === null) return `Recording ${(await sessions.start()).summary.name}`;
      return `Recorded ${(await sessions.stop())?.name ?? ''}`;
    },
  };
  const back: Command = {
    title: isLive ? 'Back to the live frames' : 'Close the session',
    run() {
      hud.show(null);
      return undefined;
    },
  };
  const layout: Command = {
    title: 'Place, size and presets of the HUD',
    run() {
      hud.isLayoutOpen.value = true;
      return undefined;
    },
  };
  const { own, apply } = presetsOf(hud);
  const presets = [...BUILT_IN_PRESETS, ...own.peek()].map(
    (preset): Command => ({
      title: `Preset: ${preset.name}`,
      run() {
        apply(preset);
        return `${preset.name} is shown`;
      },
    }),
  );
  return [
    ...views,
    copy('Copy the statistics as text', 'c', 'text'),
    copy('Copy the statistics as Markdown', 'm', 'markdown'),
    ...(isLive ? [record, layout, ...presets] : []),
    ...(name === null ? [] : [back]),
    ...HUD_THEMES.map(
      (theme): Command => ({
        title: `Theme: ${THEME_NAMES[theme].toLowerCase()}`,
        run() {
          hud.setLayout({ theme });
          return undefined;
        },
      }),
    ),
    ...(isLive ? MODE_TITLES : []).map(
      ([mode, title]): Command => ({
        title,
        run() {
          hud.mode.value = mode;
          return undefined;
        },
      }),
    ),
  ];
}

/** The commands whose titles have all words of a search. */
export function findCommands(commands: readonly Command[], search: string): readonly Command[] {
  const words = search.toLowerCase().split(/\s+/);
  return commands.filter(({ title }) => words.every((word) => title.toLowerCase().includes(word)));
}
