import { Icon, type IconName } from './Icon.tsx';

interface Props {
  readonly icon: IconName;
  readonly label: string;
  readonly pressed?: boolean | undefined;
  readonly disabled?: boolean;
  /** Of what it opens and closes. */
  readonly expanded?: boolean;
  readonly tabIndex?: number;
  readonly onClick: () => void;
}

export function IconButton({ icon, label, pressed, expanded, ...rest }: Props) {
  return (
    <button type="button" title={label} aria-label={label} aria-pressed={pressed} aria-expanded={expanded} {...rest}>
      <Icon name={icon} />
    </button>
  );
}
