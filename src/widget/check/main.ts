import { button, element, sign } from '../loader/elements.ts';
import './check.css';
import { check, type Level, type Verdict } from './steps.ts';
import { checkWords, filled } from './words.ts';

/** `/check/{widgetId}?page=https://…`: what a visitor's device meets, step by step. */
const SIGNS: Record<Level, string> = {
  ok: 'M5 12.5l4.5 4.5L19 7',
  info: 'M12 11v6M12 7h.01',
  warn: 'M12 6v7M12 17h.01',
  bad: 'M6 6l12 12M18 6L6 18',
};

const { language, words } = checkWords();
const plurals = new Intl.PluralRules(language);
const widgetId = /\/check\/([\w-]+)\/?$/.exec(location.pathname)?.[1] ?? '';
const { page, wrong } = pageOf(new URLSearchParams(location.search).get('page'));

document.documentElement.lang = language;
document.title = words.title;
const root = document.querySelector<HTMLElement>('#panel');
const summary = element('p', 'summary');
summary.setAttribute('role', 'status');
const list = element('ol', 'steps');
const again = button('primary', words.again, () => void run());
const copy = button('', words.copy, () => void copyResult());
let told: string[] = [];

if (root !== null) {
  const main = element('main');
  const buttons = element('div', 'buttons');
  buttons.append(again, copy);
  main.append(element('h1', '', words.title), element('p', 'muted', introduction()));
  if (wrong) main.append(element('p', 'note', words.wrongPage));
  main.append(summary, list, buttons);
  root.append(main);
  void run();
}

function introduction(): string {
  return page === null ? words.intro : `${words.intro} ${filled(words.introPage, { page: page.origin })}`;
}

/** The origin of a page is all that counts, and all that is shown. */
function pageOf(given: string | null): { page: URL | null; wrong: boolean } {
  if (given === null || given === '') return { page: null, wrong: false };
  try {
    const address = new URL(given);
    if (address.protocol === 'http:' || address.protocol === 'https:')
      return { page: new URL(address.origin), wrong: false };
  } catch {
    // Not an address at all: said like any other that is none.
  }
  return { page: null, wrong: true };
}

async function run(): Promise<void> {
  again.disabled = true;
  copy.disabled = true;
  list.replaceChildren();
  list.setAttribute('aria-busy', 'true');
  summary.className = 'summary';
  summary.textContent = words.running;
  told = [`${words.title}, ${new Date().toLocaleString(language)}`, location.href, navigator.userAgent];
  const levels: Level[] = [];
  for await (const verdict of check({ widgetId, page })) {
    levels.push(verdict.level);
    list.append(line(verdict));
  }
  list.removeAttribute('aria-busy');
  const bad = levels.filter(level => level === 'bad').length;
  const worst = bad > 0 ? 'bad' : levels.includes('warn') ? 'warn' : 'ok';
  summary.className = `summary ${worst}`;
  summary.textContent =
    worst === 'ok'
      ? words.allFine
      : worst === 'warn'
        ? words.someWarn
        : filled(plurals.select(bad) === 'one' ? words.someBad_one : words.someBad_other, { count: bad });
  again.disabled = false;
  copy.disabled = false;
}

function line({ level, title, words: key, values }: Verdict): HTMLLIElement {
  const made = element('li', `step ${level}`);
  const icon = element('span', 'icon');
  icon.append(sign(SIGNS[level]));
  const text = element('div', 'text');
  const heading = element('h2');
  heading.append(element('span', 'hidden', `${words[`level_${level}`]}: `), filled(words[title], values));
  text.append(heading, element('p', '', filled(words[key], values)));
  made.append(icon, text);
  told.push(`[${words[`level_${level}`]}] ${text.querySelector('p')?.textContent ?? ''}`);
  return made;
}

/** For whoever looks after the assistant: a page without encryption has no clipboard, but it has a selection. */
async function copyResult(): Promise<void> {
  const text = told.join('\n');
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = element('textarea', 'hidden');
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand('copy');
    field.remove();
    copy.focus();
  }
  copy.textContent = words.copied;
  setTimeout(() => (copy.textContent = words.copy), 1_500);
}
