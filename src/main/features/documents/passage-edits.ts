import type { PassageEdit } from '#shared/contract/passages.ts';
import { PASSAGE_MAX_LENGTH, PASSAGE_QUESTIONS_MAX } from '#shared/contract/limits.ts';
import { FoyerError } from '#shared/errors.ts';
import type { ClientScope } from '#main/db/client-scope.ts';
import { chunkDocument } from '#main/ingest/chunker.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Events } from '#main/platform/events/index.ts';
import type { HeldId } from '#main/platform/held-id.ts';
import { newId } from '#main/platform/new-id.ts';
import { DOCUMENT_MENDED } from './events.ts';
import { joinedWords, overlap, partsOf } from './cutting-passages.ts';
import { mended, mostLike, type Cut } from './mended-passages.ts';
import type { PassageEditStore } from './passage-edit-store.ts';
import type { ChunkRow } from './passage-store.ts';
import type { DocumentRow, DocumentStore } from './store.ts';

type Change = {
  text?: string | null | undefined;
  excluded?: boolean | undefined;
  questions?: string[] | undefined;
};
type Edit = NonNullable<ReturnType<PassageEditStore['get']>>;

type Dependencies = {
  store: DocumentStore;
  edits: PassageEditStore;
  events: Events;
  clock: Clock;
};

export type PassageEdits = ReturnType<typeof createPassageEdits>;

/** What people make of passages: it outlives another reading, and no answer rests on what it replaces. */
export function createPassageEdits({ store, edits, events, clock }: Dependencies) {
  const now = () => clock.now().toISOString();

  /** Throws `resource.not_found`, and `document.being_read` until it is ready. */
  function readyDocument(scope: ClientScope, id: string): DocumentRow {
    const row = store.get(scope, id);
    if (!row) throw new FoyerError('resource.not_found', `No document ${id}`);
    if (row.state !== 'ready') throw new FoyerError('document.being_read', 'It is not ready');
    return row;
  }

  function requireEdit(scope: ClientScope, id: string): Edit {
    const edit = edits.get(scope, id);
    if (!edit) throw new FoyerError('resource.not_found', `No passage edit ${id}`);
    return edit;
  }

  function requirePassage(document: DocumentRow, chunkId: string): ChunkRow {
    const passage = store.passage(document.id, Number(chunkId));
    if (!passage) throw new FoyerError('resource.not_found', `No passage ${chunkId}`);
    return passage;
  }

  /** Brings the passages of a document up to what people made of them; inside a transaction of the caller. */
  function apply(document: DocumentRow, cut: readonly Cut[]): void {
    const text = store.text(document.id)?.text ?? '';
    const { passages, places } = mended(text, cut, edits.ofDocument(document.id));
    edits.replace(document, passages);
    for (const edit of edits.ofDocument(document.id)) {
      const place = places.get(edit.id) ?? null;
      const found =
        place === null
          ? { state: 'conflict' as const }
          : { ...place, original: text.slice(place.start, place.end), state: 'held' as const };
      edits.update(edit.id, found);
    }
  }

  function cutOf(document: DocumentRow): Cut[] {
    const stored = store.text(document.id);
    return stored === null ? [] : chunkDocument({ ...stored, language: document.language });
  }

  /**
   * What a person does: the passages, their entries and what is told of it are there together.
   * @param isBack words that were read come back: only then is the document cut again, as that is slow for a long one
   */
  function act<Made>(document: DocumentRow, isBack: boolean, change: () => Made): Made {
    return store.transaction(() => {
      const made = change();
      apply(document, isBack ? cutOf(document) : edits.stored(document.id));
      store.update(document.id, { updatedAt: now() });
      const { id: subjectId, clientId } = document;
      events.record(DOCUMENT_MENDED, { clientId, subjectId, payload: {} });
      return made;
    });
  }

  function describe(edit: Edit): PassageEdit {
    const { id, documentId, start, end, original, text, excluded, questions, state } = edit;
    const asRead = state === 'held' ? [] : edits.stored(edit.documentId).filter(row => row.editId === null);
    const isNow = mostLike(original, asRead)?.text ?? null;
    return { id, documentId, start, end, original, text, excluded, questions, state, now: isNow };
  }

  const describeOne = (scope: ClientScope, id: string) => describe(requireEdit(scope, id));

  function changed(edit: Pick<Edit, 'text' | 'excluded' | 'questions'>, change: Change) {
    const { text = edit.text, excluded = edit.excluded, questions = edit.questions } = change;
    return { text, excluded, questions, updatedAt: now() };
  }

  function changeEdit(scope: ClientScope, id: string, change: Change): PassageEdit {
    const edit = requireEdit(scope, id);
    const document = readyDocument(scope, edit.documentId);
    const isBack = change.text === null || (edit.excluded && change.excluded === false);
    act(document, isBack, () => edits.update(edit.id, changed(edit, change)));
    return describeOne(scope, id);
  }

  /** The first that is made of a passage as it was read; within a transaction. @returns its id */
  function addEdit(
    { id: documentId, clientId }: DocumentRow,
    { start, end, text: original }: Pick<ChunkRow, 'start' | 'end' | 'text'>,
    change: Change,
  ): HeldId {
    const id = newId();
    const asRead = { text: null, excluded: false, questions: [] };
    edits.insert({
      id,
      clientId,
      documentId,
      start,
      end,
      original,
      state: 'held',
      createdAt: now(),
      ...changed(asRead, change),
    });
    return id;
  }

  return {
    /** Leaves some passages of a document out of answers. @returns the edits that do */
    excludeSome(scope: ClientScope, id: string, some: (id: DocumentRow['id']) => ChunkRow[]): string[] {
      const document = readyDocument(scope, id);
      const passages = some(document.id);
      if (passages.length === 0) return [];
      return act(document, false, () =>
        passages.map(passage => {
          const edit = passage.editId === null ? null : edits.get(scope, passage.editId);
          if (edit === null) return addEdit(document, passage, { excluded: true });
          edits.update(edit.id, changed(edit, { excluded: true }));
          return edit.id;
        }),
      );
    },

    /** Takes back what was left out, as it was before. @returns how many were left out */
    takeBackSome(scope: ClientScope, id: string, editIds: readonly string[]): number {
      const document = readyDocument(scope, id);
      const wanted = new Set(editIds);
      const left = edits.ofDocument(document.id).filter(edit => edit.excluded && wanted.has(edit.id));
      if (left.length === 0) return 0;
      act(document, true, () => {
        for (const edit of left)
          if (edit.text === null && edit.questions.length === 0) edits.remove(edit.id);
          else edits.update(edit.id, changed(edit, { excluded: false }));
      });
      return left.length;
    },

    /** What was made of a document and of the earlier versions it has taken the place of, as soon as it is read. */
    applyToNew(document: DocumentRow, earlier: readonly DocumentRow[]): void {
      edits.follow(
        document.id,
        earlier.map(({ id }) => id),
      );
      if (edits.ofDocument(document.id).length > 0) apply(document, edits.stored(document.id));
    },

    routes: {
      edits(scope: ClientScope, documentId: string): PassageEdit[] {
        const row = store.get(scope, documentId);
        if (!row) throw new FoyerError('resource.not_found', `No document ${documentId}`);
        return edits.ofDocument(row.id).map(describe);
      },

      mend(scope: ClientScope, input: { id: string; chunkId: string } & Change): PassageEdit {
        const document = readyDocument(scope, input.id);
        const passage = requirePassage(document, input.chunkId);
        if (passage.editId !== null) return changeEdit(scope, passage.editId, input);
        const id = act(document, false, () => addEdit(document, passage, input));
        return describeOne(scope, id);
      },

      /**
       * Makes two of a passage, at a place of its words. Throws `passage.not_cuttable` where nothing is on one side, and for
       * words that are a person's.
       */
      split(
        scope: ClientScope,
        { id, chunkId, at }: { id: string; chunkId: string; at: number },
      ): PassageEdit {
        const document = readyDocument(scope, id);
        const passage = requirePassage(document, chunkId);
        const parts = partsOf(store.text(document.id)?.text ?? '', passage, at);
        if (parts === null) throw new FoyerError('passage.not_cuttable', `No place to cut at ${at}`);
        const [first, second] = parts;
        const made = act(document, false, () => {
          // What is left of a passage as it was read needs no edit of its own.
          if (passage.editId !== null) edits.update(requireEdit(scope, passage.editId).id, first);
          return addEdit(document, second, {});
        });
        return describeOne(scope, made);
      },

      /** Makes one of a passage and the next. Throws `passage.not_joinable` and `passage.too_long`. */
      join(scope: ClientScope, { id, chunkId }: { id: string; chunkId: string }): PassageEdit {
        const document = readyDocument(scope, id);
        const passage = requirePassage(document, chunkId);
        const next = edits.stored(document.id).find(({ ordinal }) => ordinal === passage.ordinal + 1);
        const place = { start: passage.start, end: Math.max(passage.end, next?.end ?? 0) };
        const own = [passage.editId, next?.editId ?? null];
        const isParted = edits
          .ofDocument(document.id)
          .some(edit => edit.state === 'held' && !own.includes(edit.id) && overlap(edit, place));
        if (next === undefined || isParted)
          throw new FoyerError('passage.not_joinable', `Nothing follows passage ${chunkId}`);
        const joined = joinedWords(store.text(document.id)?.text ?? '', passage, next);
        if (Math.max(joined.original.length, joined.text?.length ?? 0) > PASSAGE_MAX_LENGTH)
          throw new FoyerError('passage.too_long', `More than ${PASSAGE_MAX_LENGTH} characters`);
        const before = own.flatMap(editId => (editId === null ? [] : [requireEdit(scope, editId)]));
        const questions = [...new Set(before.flatMap(edit => edit.questions))].slice(
          0,
          PASSAGE_QUESTIONS_MAX,
        );
        const made = act(document, false, () => {
          for (const edit of before) edits.remove(edit.id);
          return addEdit(document, { ...place, text: joined.original }, { text: joined.text, questions });
        });
        return describeOne(scope, made);
      },

      change: changeEdit,

      keep(scope: ClientScope, id: string): PassageEdit {
        const edit = requireEdit(scope, id);
        const document = readyDocument(scope, edit.documentId);
        if (edit.state === 'held') return describe(edit);
        const asRead = edits.stored(document.id).filter(row => row.editId === null);
        const place = mostLike(edit.original, asRead);
        if (place === null)
          throw new FoyerError('resource.conflict', 'No words of the document are like those that were read');
        const { start, end, text: original } = place;
        act(document, false, () => edits.update(edit.id, { start, end, original }));
        return describeOne(scope, id);
      },

      undo(scope: ClientScope, id: string): void {
        const edit = requireEdit(scope, id);
        const document = readyDocument(scope, edit.documentId);
        act(document, true, () => edits.remove(edit.id));
      },
    },
  };
}
