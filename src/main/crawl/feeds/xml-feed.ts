import { escapeHtml } from '../reading/clean-page.ts';
import {
  childrenNamed,
  localName,
  looseMarkup,
  looseText,
  parseLooseXml,
  type LooseElement,
} from './loose-xml.ts';
import { plainLine, webAddress, type WrittenEntry, type WrittenFeed } from './written-feed.ts';

const BEGINNING = 4_096;

/** Every element of these names, in the order of names, then of the feed. */
const all = (element: LooseElement, ...names: readonly string[]): LooseElement[] =>
  names.flatMap(name => childrenNamed(element, name));

/** The first of these that says something. */
function textIn(element: LooseElement, ...names: readonly string[]): string | null {
  return (
    all(element, ...names)
      .map(looseText)
      .find(text => text !== '') ?? null
  );
}

const attributeOf = ({ attributes }: LooseElement, name: string): string | null =>
  attributes.get(name) ?? null;

function baseOf(element: LooseElement, base: string): string {
  return webAddress(attributeOf(element, 'xml:base'), base) ?? base;
}

/** Of Atom an attribute, of RSS a text; one that leads to itself or to a file beside is none. */
function linkOf(element: LooseElement, base: string): string | null {
  const links = all(element, 'link');
  const ranked = [
    ...all(element, 'origlink').map(looseText), // as it was before somebody counted its readers
    ...links
      .filter(
        link =>
          /^(?:alternate)?$/iu.test(attributeOf(link, 'rel') ?? '') && attributeOf(link, 'href') !== null,
      )
      .map(link => attributeOf(link, 'href')),
    ...links.filter(link => attributeOf(link, 'href') === null).map(looseText),
  ];
  return ranked.map(written => webAddress(written, base)).find(address => address !== null) ?? null;
}

/** Atom says what its texts are; all others mean HTML. */
function markupOf(element: LooseElement): string {
  const type = attributeOf(element, 'type')?.toLowerCase();
  if (type === 'text') return escapeHtml(looseText(element));
  return type === 'xhtml' ? element.inner : looseMarkup(element);
}

function titleOf(element: LooseElement, isAtom: boolean): string | null {
  const [title] = all(element, 'title').filter(({ name }) => !name.startsWith('media:'));
  if (title === undefined) return null;
  const isText = isAtom && /^(?:text)?$/iu.test(attributeOf(title, 'type') ?? '');
  const text = looseText(title);
  // Many an Atom feed leaves references in what it calls a text.
  return plainLine(isText && !/&[a-z#]/iu.test(text) ? escapeHtml(text) : markupOf(title));
}

function authorOf(element: LooseElement): string | null {
  const names = all(element, 'creator', 'author').flatMap(author => {
    const named = childrenNamed(author, 'name').map(looseText);
    return named.length > 0 ? named : [looseText(author)];
  });
  const shown = names
    // RSS has `address (Name)`.
    .map(name => /^\S+@\S+\s+\((.+)\)$/u.exec(name)?.[1] ?? name)
    .filter(name => name !== '' && !/^\S+@\S+$/u.test(name));
  return plainLine([...new Set(shown)].map(escapeHtml).join(', '));
}

/** The longest of what claims to be the whole, else what is a summary or may be either. */
function saidIn(entry: LooseElement, isAtom: boolean): WrittenEntry['said'] {
  const written = (names: readonly string[]) =>
    all(entry, ...names)
      .filter(({ name }) => !name.startsWith('media:') && !name.startsWith('itunes:'))
      .map(markupOf)
      .filter(html => html.trim() !== '')
      .toSorted((one, other) => other.length - one.length)[0];
  const whole = written(['encoded', 'content', 'body']);
  if (whole !== undefined) return { html: whole, isWhole: true };
  const rest = written(['description', 'summary', 'subtitle']);
  return rest === undefined ? null : { html: rest, isWhole: isAtom ? false : null };
}

function entryOf(entry: LooseElement, isAtom: boolean, base: string): WrittenEntry {
  const within = baseOf(entry, base);
  const [guid] = all(entry, 'guid');
  const id = textIn(entry, 'id', 'guid') ?? attributeOf(entry, 'rdf:about');
  const isAddress = guid !== undefined && attributeOf(guid, 'ispermalink')?.toLowerCase() !== 'false';
  return {
    id,
    title: titleOf(entry, isAtom),
    link: linkOf(entry, within) ?? (isAddress && /^https?:/iu.test(id ?? '') ? webAddress(id, within) : null),
    published: textIn(entry, 'published', 'pubdate', 'date', 'issued', 'created'),
    changed: textIn(entry, 'updated', 'modified'),
    author: authorOf(entry),
    said: saidIn(entry, isAtom),
  };
}

/** RSS, RDF or Atom in a text that means to be XML; null for what is none. */
export function readXmlFeed(source: string, address: string): WrittenFeed | null {
  const start = source.slice(0, BEGINNING);
  if (!/<(?:\w+:)?(?:rss|feed|rdf)[\s>]/iu.test(start) || /<html[\s>]/iu.test(start)) return null;
  const root = parseLooseXml(source).elements.find(element => /^(?:rss|feed|rdf)$/u.test(localName(element)));
  if (root === undefined) return null;
  const isAtom = localName(root) === 'feed';
  const [channel = root] = childrenNamed(root, 'channel');
  const home = linkOf(channel, baseOf(channel, baseOf(root, address)));
  const base = attributeOf(root, 'xml:base') === null && !isAtom ? (home ?? address) : baseOf(root, address);
  const name = isAtom ? 'entry' : 'item';
  const written =
    channel === root
      ? childrenNamed(root, name)
      : [...childrenNamed(channel, name), ...childrenNamed(root, name)];
  const author = authorOf(channel);
  return {
    title: titleOf(channel, isAtom),
    language: attributeOf(root, 'xml:lang') ?? textIn(channel, 'language'),
    home,
    entries: written.map(entry => {
      const read = entryOf(entry, isAtom, baseOf(channel, base));
      return { ...read, author: read.author ?? author };
    }),
  };
}
