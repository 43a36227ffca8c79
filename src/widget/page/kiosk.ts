import { widgetKiosk as english } from '../../shared/i18n/en/widget-kiosk.ts';
import { widgetKiosk as french } from '../../shared/i18n/fr/widget-kiosk.ts';
import { button, element } from '../loader/elements.ts';

/** How long nobody may touch the screen before they are asked; long enough to read an answer. */
const IDLE_MS = 3 * 60_000;
/** How long the question stands (WCAG 2.2, 2.2.1 asks for 20 s at least). */
const ANSWER_MS = 30_000;

const SIGNS_OF_LIFE = ['pointerdown', 'keydown', 'wheel', 'touchmove'] as const;

/**
 * On a screen that many people use: when one has left, the next finds an empty conversation. The person is asked
 * first, with time to answer.
 * @param isTouched whether there is anything to leave behind
 * @param forget takes the conversation off this screen
 */
export function endWhenLeft(isTouched: () => boolean, forget: () => void): void {
  let timer = 0;
  const dialog = element('dialog', 'sheet');
  document.body.append(dialog);

  function alive(): void {
    window.clearTimeout(timer);
    // Who touches the screen beside the question, and leaves, has not answered it.
    timer = dialog.open ? window.setTimeout(forget, ANSWER_MS) : window.setTimeout(ask, IDLE_MS);
  }

  function stay(): void {
    dialog.close('stay');
    alive();
  }

  function ask(): void {
    if (!isTouched()) {
      alive();
      return;
    }
    const words = document.documentElement.lang.startsWith('fr') ? french : english;
    const inside = element('div', 'sheet-inner');
    const buttons = element('div', 'buttons');
    const heading = element('h2', '', words.title);
    heading.id = 'kiosk-title';
    dialog.setAttribute('role', 'alertdialog');
    dialog.setAttribute('aria-labelledby', heading.id);
    buttons.append(button('secondary', words.end, forget), button('primary', words.stay, stay));
    inside.append(heading, element('p', 'muted', words.body), buttons);
    dialog.replaceChildren(inside);
    dialog.returnValue = '';
    dialog.showModal();
    timer = window.setTimeout(forget, ANSWER_MS);
  }

  // Escape is an answer too. After the button the event comes too late to count: time has run since.
  dialog.addEventListener('close', () => {
    if (dialog.returnValue !== 'stay') alive();
  });
  for (const sign of SIGNS_OF_LIFE) document.addEventListener(sign, alive, { passive: true });
  alive();
}
