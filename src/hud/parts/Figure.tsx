import type { LiveText } from './live-text.ts';

interface Props {
  readonly text: LiveText;
  readonly label?: string;
  readonly unit?: string;
  /** What the figure means. */
  readonly title?: string;
  readonly class?: string;
}

/** A live number in room of its own, so that nothing moves when it grows, with its label before and its unit behind. */
export function Figure({ text, label, unit, title, class: name = '' }: Props) {
  return (
    <span class={`figure ${name}`} title={title}>
      {label && <span class="label">{label}</span>}
      <span class="value" ref={text.ref} />
      {unit && <span class="unit">{unit}</span>}
    </span>
  );
}
