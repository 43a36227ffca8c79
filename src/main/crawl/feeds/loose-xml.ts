import { parseFragment } from 'parse5';
import { textBelow } from '#main/ingest/formats/html-tree.ts';

/** An element of a feed, its name without prefix where that tells nothing. */
export type LooseElement = {
  /** Lower-case, with its prefix: `content:encoded`. */
  name: string;
  attributes: ReadonlyMap<string, string>;
  elements: LooseElement[];
  /** What stands between its tags, as it is written. */
  inner: string;
};

/** Deeper than any feed; what is below is markup of an entry. */
const MAX_DEPTH = 60;
const TAG =
  /<(?:!--[\s\S]*?-->|!\[CDATA\[[\s\S]*?\]\]>|[!?][^<>]*>|(\/?)([A-Za-z_][\w.:-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>)/gu;
const ATTRIBUTE = /([^\s=<>/"']+)\s*=\s*(?:"([^"]*)"|'([^']*)')/gu;
const REFERENCE = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/giu;
const CDATA = /<!\[CDATA\[([\s\S]*?)\]\]>/gu;

/** What references stand for: those of HTML too, which XML does not know and feeds are full of. */
export function decodeReferences(text: string): string {
  return text.replace(REFERENCE, reference => textBelow(parseFragment(reference)));
}

function attributesIn(written: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, name = '', double, single] of written.matchAll(ATTRIBUTE))
    found.set(name.toLowerCase(), decodeReferences(double ?? single ?? ''));
  return found;
}

type Open = LooseElement & { from: number };

/**
 * The elements of a text that means to be XML. What is not closed ends with what is around it; what closes nothing is
 * passed over. Never throws.
 */
export function parseLooseXml(source: string): LooseElement {
  const root: Open = { name: '', attributes: new Map(), elements: [], inner: source, from: 0 };
  const open: Open[] = [root];
  const close = (element: Open, at: number) => (element.inner = source.slice(element.from, at));
  for (const match of source.matchAll(TAG)) {
    const [whole, slash, name, written = ''] = match;
    if (name === undefined) continue;
    const lower = name.toLowerCase();
    const end = match.index + whole.length;
    if (slash === '/') {
      const at = open.findLastIndex(element => element.name === lower);
      if (at > 0) for (const element of open.splice(at)) close(element, match.index);
      continue;
    }
    const element: Open = {
      name: lower,
      attributes: attributesIn(written),
      elements: [],
      inner: '',
      from: end,
    };
    open.at(-1)?.elements.push(element);
    if (!written.endsWith('/') && open.length < MAX_DEPTH) open.push(element);
  }
  for (const element of open.slice(1)) close(element, source.length);
  return root;
}

/** The text of an element: what is marked as such, and what references stand for. */
export function looseText({ inner }: LooseElement): string {
  let text = '';
  let at = 0;
  for (const match of inner.matchAll(CDATA)) {
    text += decodeReferences(inner.slice(at, match.index)) + (match[1] ?? '');
    at = match.index + match[0].length;
  }
  return (text + decodeReferences(inner.slice(at))).trim();
}

/** What an element says as HTML, whether it was escaped, marked as text, or left as it was. */
export function looseMarkup(element: LooseElement): string {
  return element.elements.length > 0 && !element.inner.includes('<![CDATA[')
    ? element.inner
    : looseText(element);
}

export const localName = ({ name }: LooseElement): string => name.slice(name.indexOf(':') + 1);

/** Those of a name, whatever their prefix. */
export function childrenNamed({ elements }: LooseElement, name: string): LooseElement[] {
  return elements.filter(element => localName(element) === name);
}
