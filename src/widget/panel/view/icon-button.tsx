import { Icon, type IconName } from './icon.tsx';

type Props = {
  icon: IconName;
  /** What it does: its name, and what a pointer over it shows. */
  words: string;
  class?: string;
  type?: 'submit';
  pressed?: boolean;
  expanded?: boolean;
  /** Greyed out, but still reached by keyboard. */
  disabled?: boolean;
  ref?: (element: HTMLButtonElement) => void;
  onclick?: () => void;
};

export function IconButton({ icon, words, pressed, expanded, disabled, ...rest }: Props) {
  return (
    <button
      class="round"
      title={words}
      aria-label={words}
      aria-pressed={pressed}
      aria-expanded={expanded}
      aria-disabled={disabled}
      {...rest}
    >
      <Icon name={icon} />
    </button>
  );
}
