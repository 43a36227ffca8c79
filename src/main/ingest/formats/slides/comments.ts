import type { Part, Parts } from '../word/parts.ts';
import { child, elementsOf, textOf } from '../word/xml.ts';
import type { XmlElement } from '../word/xml.ts';
import type { Comment } from './deck.ts';
import { drawnBlocks } from './drawn-text.ts';

function bodyText(element: XmlElement): string {
  const plain = child(element, 'p:text');
  if (plain !== undefined) return textOf(plain);
  const body = child(element, 'p188:txBody');
  return body === undefined
    ? ''
    : drawnBlocks(body, [])
        .map(({ text }) => text)
        .join(' ');
}

/** Who may have written comments, by the id that these name; files have a list of one kind or of both. */
function readAuthors(parts: Parts): ReadonlyMap<string, string> {
  const kinds = parts.main.relations.map(({ kind }) => kind);
  const lists = ['commentAuthors', 'authors'].filter(kind => kinds.includes(kind));
  const authors = lists.flatMap(kind => {
    const list = parts.companion(kind);
    return list === null ? [] : elementsOf(list.xml);
  });
  return new Map(authors.map(({ attributes }) => [attributes['id'] ?? '', attributes['name'] ?? '']));
}

/** Reads the comments of slides, those of older PowerPoints and those that have answers. */
export function createComments(parts: Parts): (slide: Part) => Comment[] {
  const authors = readAuthors(parts);
  const commentOf = (element: XmlElement, depth: number): Comment[] => {
    const text = bodyText(element).trim();
    const replies = child(element, 'p188:replyLst');
    const own = { author: authors.get(element.attributes['authorId'] ?? '') ?? '', text, depth };
    const answers = replies === undefined ? [] : elementsOf(replies);
    return [...(text === '' ? [] : [own]), ...answers.flatMap(answer => commentOf(answer, depth + 1))];
  };
  return slide =>
    slide.relations
      .filter(({ kind }) => kind === 'comments')
      .flatMap(({ id }) => {
        const list = parts.related(slide, id);
        return list === null ? [] : elementsOf(list.xml).flatMap(element => commentOf(element, 0));
      });
}
