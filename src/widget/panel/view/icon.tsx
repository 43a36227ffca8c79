/** Drawings of one line on a field of 24 × 24, in the hand of the interface. */
const PATHS = {
  arrowUp: 'M12 19V5m-6 6 6-6 6 6',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  clip: 'M16.5 7v9a4.5 4.5 0 0 1-9 0V6.5a3 3 0 0 1 6 0V16a1.5 1.5 0 0 1-3 0V7',
  clock: 'M12 7v5l3.5 2M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z',
  close: 'm6 6 12 12M18 6 6 18',
  copy: 'M9 9h10.5v10.5H9zM15 9V4.5H4.5V15H9',
  downward: 'm6 9.5 6 6 6-6',
  file: 'M13.5 3.5h-7v17h11v-13zm0 0v4h4',
  flame:
    'M12 3c.6 3.4 4.8 5.3 4.8 10A4.8 4.8 0 0 1 12 18a4.8 4.8 0 0 1-4.8-5c0-2 1-3.3 2-4.4.2 1.4.8 2 1.5 2.3C10.3 8 11 5 12 3Z',
  more: 'M12 5.5h.01M12 12h.01M12 18.5h.01',
  stop: 'M7 7h10v10H7z',
  up: 'M7 19.5v-9m0 9H4v-9h3m0 9 1.5 1H16l3-7v-2h-5.5l.7-4.5c0-1-.8-2-1.7-2l-3 6.5H7',
  warning: 'M12 8.5v5m0 3h.01M12 3.5 2.5 20h19z',
} as const;

/** `down` is `up`, turned over by the style. */
export type IconName = keyof typeof PATHS | 'down';

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class={`icon ${name}`} viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name === 'down' ? 'up' : name]} />
    </svg>
  );
}
