const NAMES = [
  'bg',
  'cpu',
  'gpu',
  'budget',
  'over',
  'bar',
  'line',
  'raised',
  'dim',
  'text',
  'accent',
  'edge',
  'faint',
] as const;

/** The colours of what is drawn on canvases, as CSS colours. */
export type Palette = Readonly<Record<(typeof NAMES)[number], string>> & { readonly font: string };

/** Reads the colours from the style sheet, where they are defined, for the theme that `element` shows. */
export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const colours = NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim()] as const);
  return { ...(Object.fromEntries(colours) as Record<(typeof NAMES)[number], string>), font: style.fontFamily };
}
