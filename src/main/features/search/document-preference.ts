import { analyseQuery } from '#main/language/analyse.ts';
import { periodsIn, type Period } from '#main/language/periods.ts';
import { wordsOf } from '#main/language/tokenise.ts';

/** What a document says it is: title, name of the file, and how it begins. */
export type DocumentIdentity = { title: string; fileName: string; opening: string };

/** The first page, or less of it: what a reader sees before reading. */
export const OPENING_CHARACTERS = 800;

/** How much a document that carries what the question names gains on one that carries another. */
const CARRIES = 1.3;
const CARRIES_ANOTHER = 0.55;
/** A passage that holds it itself answers even in a document of another period. */
const HELD_BY_PASSAGE = 0.9;

/** Passages of two documents are alike when they share this much of their words: the same form, filled in anew. */
const ALIKE = 0.5;
/** Passages compared with one another, best first. */
const COMPARED = 50;

type Named = { words: ReadonlySet<string>; periods: readonly Period[] };

/** The names, references and periods of a question: what tells one of many like documents from the others. */
function namedIn(question: string): Named {
  const { terms } = analyseQuery(question);
  const words = terms.filter(({ surface, isName, isCode }) => isName || isCode || /^\d{3,}$/u.test(surface));
  const periods = periodsIn(question);
  const ofPeriods = surfacesOf(periods.map(period => period.words).join(' '));
  return {
    words: new Set(words.map(({ surface }) => surface).filter(word => !ofPeriods.has(word))),
    periods,
  };
}

function surfacesOf(text: string): Set<string> {
  return new Set(wordsOf(text).map(({ surface }) => surface));
}

/** Documents of which a passage has its like in another one, in groups: forms of different kinds are compared with their own kind alone. */
function groupsOfAlike<Id extends string>(passages: readonly { documentId: Id; text: string }[]): Set<Id>[] {
  const compared = passages.slice(0, COMPARED).map(({ documentId, text }) => ({
    documentId,
    words: new Set([...surfacesOf(text)].filter(word => !/\d/u.test(word))),
  }));
  let groups: Set<Id>[] = [];
  for (const [index, one] of compared.entries()) {
    for (const other of compared.slice(index + 1)) {
      if (one.documentId === other.documentId) continue;
      const shared = [...one.words].filter(word => other.words.has(word)).length;
      if (shared < ALIKE * (one.words.size + other.words.size - shared)) continue;
      const pair = [one.documentId, other.documentId];
      const touched = groups.filter(group => pair.some(id => group.has(id)));
      const whole = new Set([...touched.flatMap(group => [...group]), ...pair]);
      groups = [...groups.filter(group => !touched.includes(group)), whole];
    }
  }
  return groups;
}

/** Whether a text carries the value of the question for a kind of period: yes, another one, or none. */
function carriedPeriod(wanted: Period, own: readonly Period[]): 'same' | 'other' | 'none' {
  const ofKind = own.filter(({ kind }) => kind === wanted.kind);
  if (ofKind.some(({ value }) => value === wanted.value)) return 'same';
  return ofKind.length > 0 ? 'other' : 'none';
}

/** A passage of one of several like documents: how it compares with the others for what the question names. */
type Standing = { factor: number; context: string; isAnother: boolean };

/**
 * Among near-identical documents (quarterly reports, yearly tariffs, contracts), prefers those that carry the period,
 * number or name of the question in title, file name or on the first page: they take the places that documents like them
 * have, best first, and `context` holds the words of the question that the document carries. Of the others, those that carry
 * another period or name are no longer `relevant` when one carries all. Other documents stay where they are; where the
 * question names nothing, or no two documents are alike, nothing changes.
 */
export function preferNamed<
  Passage extends { documentId: string; text: string; score: number; relevant: boolean; context: string },
>(
  question: string,
  passages: readonly Passage[],
  identityOf: (documentIds: readonly Passage['documentId'][]) => ReadonlyMap<string, DocumentIdentity>,
): Passage[] {
  const named = namedIn(question);
  if (named.words.size === 0 && named.periods.length === 0) return [...passages];
  const ordered = [...passages];
  for (const group of groupsOfAlike<Passage['documentId']>(passages)) {
    const documentIds = [...group];
    const standingOf = standings(named, documentIds, identityOf(documentIds));
    const places = [...ordered.keys()].filter(place => group.has(ordered[place]?.documentId ?? ''));
    const own = places.flatMap(place => ordered.slice(place, place + 1));
    const judged = own.map(passage => ({ passage, standing: standingOf(passage) }));
    const oneCarriesAll = judged.some(({ standing }) => standing.factor > 1 && !standing.isAnother);
    const inOrder = judged.toSorted(
      (left, right) =>
        right.passage.score * right.standing.factor - left.passage.score * left.standing.factor,
    );
    for (const [index, { passage, standing }] of inOrder.entries())
      ordered[places[index] ?? 0] = {
        ...passage,
        score: own[index]?.score ?? passage.score,
        context: `${passage.context} ${standing.context}`.trim(),
        relevant: passage.relevant && !(oneCarriesAll && standing.isAnother),
      };
  }
  return ordered;
}

function standings(
  named: Named,
  documentIds: readonly string[],
  identities: ReadonlyMap<string, DocumentIdentity>,
): (passage: { documentId: string; text: string }) => Standing {
  const carried = new Map(
    documentIds.map(id => {
      const { title = '', fileName = '', opening = '' } = identities.get(id) ?? {};
      // The name and title say what a document is; its beginning may speak of other years too.
      const label = periodsIn(`${title} ${fileName}`);
      const beginning = periodsIn(opening);
      return [id, { words: surfacesOf(`${title} ${fileName} ${opening}`), label, beginning }] as const;
    }),
  );
  /** Words only count where some documents carry them and others do not. */
  const telling = [...named.words].filter(word => {
    const holders = documentIds.filter(id => carried.get(id)?.words.has(word)).length;
    return holders > 0 && holders < documentIds.length;
  });

  return ({ documentId, text }) => {
    const document = carried.get(documentId);
    if (document === undefined) return { factor: 1, context: '', isAnother: false };
    let factor = 1;
    let isAnother = false;
    const context: string[] = [];
    for (const period of named.periods) {
      const byLabel = carriedPeriod(period, document.label);
      const carries = byLabel === 'none' ? carriedPeriod(period, document.beginning) : byLabel;
      if (carries === 'same') {
        factor *= CARRIES;
        context.push(period.words);
      } else if (carries === 'other') {
        const held = carriedPeriod(period, periodsIn(text)) === 'same';
        factor *= held ? HELD_BY_PASSAGE : CARRIES_ANOTHER;
        isAnother ||= !held;
      }
    }
    if (telling.length > 0) {
      const own = surfacesOf(text);
      const held = telling.filter(word => document.words.has(word) || own.has(word));
      context.push(...held);
      if (held.length === telling.length) factor *= CARRIES;
      else if (held.length === 0) {
        factor *= CARRIES_ANOTHER;
        isAnother = true;
      }
    }
    return { factor, context: context.join(' '), isAnother };
  };
}
