/** Icons of 12 by 12 CSS pixels, drawn in the colour of the text around them. */
const PATHS = {
  compact: 'M1 4.5h10v3H1z',
  graph: 'M1 10.5h10M1 7.5l2.5-3 2 2 2.5-4.5 3 4',
  panel: 'M1.5 1.5h9v9h-9zM1.5 5h9M6 5v5.5',
  hidden: 'M2.5 2.5l7 7M9.5 2.5l-7 7',
  save: 'M6 1.5v6M3.5 5L6 7.5 8.5 5M1.5 10.5h9',
  load: 'M6 7.5v-6M3.5 4L6 1.5 8.5 4M1.5 10.5h9',
  remove: 'M1.5 3h9M4.5 3V1.5h3V3M2.5 3l.5 7.5h6l.5-7.5',
  edit: 'M2 10l.6-2.6L8.4 1.6l2 2L4.6 9.4zM7 3l2 2',
  pin: 'M4 1.5h4M4.5 1.5v4L3 7.5h6L7.5 5.5v-4M6 7.5v3',
  zoomIn: 'M1.5 6h9M6 1.5v9',
  zoomOut: 'M1.5 6h9',
  before: 'M7.5 2L3.5 6l4 4',
  after: 'M4.5 2l4 4-4 4',
  below: 'M2 4l4 4 4-4',
  layout: 'M1.5 1.5h9v9h-9zM6.5 1.5v4h4',
  'top-left': 'M1.5 1.5h9v9h-9zM1.5 5h4.5V1.5',
  'top-right': 'M1.5 1.5h9v9h-9zM6 1.5v3.5h4.5',
  'bottom-left': 'M1.5 1.5h9v9h-9zM1.5 7h4.5v3.5',
  'bottom-right': 'M1.5 1.5h9v9h-9zM6 10.5V7h4.5',
  commands: 'M1.5 3h9M1.5 6h9M1.5 9h5',
  compare: 'M1.5 3.5h8M7.5 1.5l2 2-2 2M10.5 8.5h-8M4.5 6.5l-2 2 2 2',
  open: 'M1 6q5-8 10 0q-5 8-10 0zM5 6h2M6 5v2',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 12 12" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
