import { button, element, sign } from './elements.ts';
import type { LauncherWords } from './launcher-words.ts';

const BUBBLE =
  'M12 3.5c-5 0-9 3.4-9 7.7 0 2.5 1.3 4.6 3.4 6l-.6 3.6 4-2.1c.7.1 1.4.2 2.2.2 5 0 9-3.4 9-7.7s-4-7.7-9-7.7Z';
const CHEVRON = 'm6 9.5 6 6 6-6';
const BADGE_MAX = 9;

export type LauncherState = {
  /** The window, or what is said instead of it, is open. */
  open: boolean;
  /** On its way. */
  busy: boolean;
  /** Messages not seen yet. */
  unread: number;
};

export type Launcher = { element: HTMLButtonElement; show(state: LauncherState): void };

/** The round button in the corner of a page: a real one, for the keyboard and for those who cannot see it. */
export function createLauncher(label: string | null, words: LauncherWords, onClick: () => void): Launcher {
  const made = button('launcher', '', onClick);
  const bubble = sign(BUBBLE);
  const chevron = sign(CHEVRON);
  const text = element('span', 'label', label ?? '');
  const badge = element('span', 'badge');
  badge.setAttribute('aria-hidden', 'true'); // the button's name says it
  made.setAttribute('aria-haspopup', 'dialog');
  made.append(bubble, chevron, text, badge);
  return {
    element: made,
    show({ open, busy, unread }) {
      const name = label ?? words.open;
      const news = unread > 0 ? `, ${words.unread} ${unread}` : '';
      made.setAttribute('aria-label', open ? words.close : name + news);
      made.setAttribute('aria-expanded', `${open}`);
      made.setAttribute('aria-busy', `${busy}`);
      bubble.toggleAttribute('hidden', open);
      chevron.toggleAttribute('hidden', !open);
      text.hidden = open || !label;
      made.classList.toggle('worded', !text.hidden);
      badge.hidden = open || unread === 0;
      badge.textContent = unread > BADGE_MAX ? `${BADGE_MAX}+` : `${unread}`;
    },
  };
}
