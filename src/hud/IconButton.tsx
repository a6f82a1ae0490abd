import { Icon, type IconName } from './Icon.tsx';

interface Props {
  readonly icon: IconName;
  readonly label: string;
  readonly pressed?: boolean | undefined;
  readonly disabled?: boolean;
  readonly onClick: () => void;
  readonly onBlur?: () => void;
}

export function IconButton({ icon, label, pressed, ...rest }: Props) {
  return (
    <button type="button" title={label} aria-label={label} aria-pressed={pressed} {...rest}>
      <Icon name={icon} />
    </button>
  );
}
