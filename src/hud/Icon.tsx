/** Icons of 12 by 12 CSS pixels, drawn in the colour of the text around them. */
const PATHS = {
  compact: 'M1 4.5h10v3H1z',
  graph: 'M1 10.5h10M1 7.5l2.5-3 2 2 2.5-4.5 3 4',
  panel: 'M1.5 1.5h9v9h-9zM1.5 5h9M6 5v5.5',
  close: 'M2.5 2.5l7 7M9.5 2.5l-7 7',
  save: 'M6 1.5v6M3.5 5L6 7.5 8.5 5M1.5 10.5h9',
  load: 'M6 7.5v-6M3.5 4L6 1.5 8.5 4M1.5 10.5h9',
  remove: 'M2 3h8M4.5 3V1.5h3V3M3 3l.5 7.5h5L9 3',
  open: 'M2.5 6s1.5-3 3.5-3 3.5 3 3.5 3-1.5 3-3.5 3-3.5-3-3.5-3zM6 5.2v1.6',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 12 12" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
