import type { DocumentPage, Passage, PassageFlag } from '#shared/contract/document.ts';
import { FoyerError } from '#shared/errors.ts';
import type { ClientScope } from '#main/db/client-scope.ts';
import type { ContentStore } from '#main/platform/content-store.ts';
import { requireContent, storedSize } from '#main/platform/stored-content.ts';
import type { Drawing } from '#main/ingest/ports.ts';
import type { JudgementStore } from './judgement-store.ts';
import type { PageNumbers } from './page-numbers.ts';
import { pageOf } from './pages.ts';
import type { Passwords } from './passwords.ts';
import type { DocumentRow, DocumentStore } from './store.ts';

type Dependencies = {
  store: DocumentStore;
  files: ContentStore;
  drawing: Pick<Drawing, 'kindOf'>;
  pageNumbers: PageNumbers;
  judgements: Pick<JudgementStore, 'flagged' | 'flagsOf'>;
  passwords: Pick<Passwords, 'of'>;
  /** Throws `resource.not_found` for what is out of reach. */
  get: (scope: ClientScope, id: string) => DocumentRow;
  record: (action: 'documents.downloaded', row: DocumentRow) => void;
};

/** Titles of documents whose stored file is not there, or is another than was taken in. */
export type OriginalsFound = { total: number; missing: string[]; changed: string[] };

/** What a person looks at in a document: its pages, its passages, its file. */
export function createViewing(dependencies: Dependencies) {
  const { store, files, drawing, pageNumbers, judgements, passwords, get, record } = dependencies;
  return {
    page(
      scope: ClientScope,
      input: { id: string; page?: number | undefined; offset?: number | undefined },
    ): DocumentPage {
      const row = get(scope, input.id);
      const stored = store.text(row.id);
      if (!stored) throw new FoyerError('resource.not_found', 'The document is not read yet');
      return pageOf(
        stored,
        { page: input.page, offset: input.offset },
        {
          documentId: row.id,
          title: row.title,
          fileName: row.fileName,
          mediaType: row.mediaType,
          canBeDrawn: drawing.kindOf(row.mediaType) !== null,
          isLocked: row.lock !== null && passwords.of(row) === null,
        },
      );
    },

    /** What was read in it; null when it is out of reach, or not read yet. */
    text(scope: ClientScope, id: string): string | null {
      const row = store.get(scope, id);
      return row === null ? null : (store.text(row.id)?.text ?? null);
    },

    passages(
      scope: ClientScope,
      input: { id: string; limit: number; cursor?: string | undefined; flag?: PassageFlag | undefined },
    ): { items: Passage[]; nextCursor: string | null } {
      const row = get(scope, input.id);
      const after = input.cursor === undefined ? -1 : Number(input.cursor);
      const { flag, limit } = input;
      const rows =
        flag === undefined
          ? store.passages(row.id, after, limit + 1)
          : judgements.flagged(row.id, flag, after, limit + 1);
      const shown = rows.slice(0, input.limit);
      const flags = judgements.flagsOf(shown.map(({ id }) => id));
      const pages = pageNumbers.pagesAt(row.id, shown);
      const items = shown.map(
        ({ id, clientId: _c, documentId: _d, language: _l, questions, page, ...passage }, index) => ({
          ...passage,
          chunkId: String(id),
          page,
          pageEnd: pages[index]?.pageEnd ?? page,
          questions: questions?.split('\n') ?? [],
          flags: flags.get(id) ?? [],
        }),
      );
      return { items, nextCursor: rows.length > input.limit ? String(items.at(-1)?.ordinal) : null };
    },

    /** Looks for the file of every document, and at its size: the bytes themselves are looked at when they are used. */
    async checkOriginals(): Promise<OriginalsFound> {
      const found: OriginalsFound = { total: 0, missing: [], changed: [] };
      for (const original of store.originals()) {
        found.total += 1;
        const size = await storedSize(files, original);
        if (size === null) found.missing.push(original.title);
        else if (size !== original.size) found.changed.push(original.title);
      }
      return found;
    },

    /** Throws `resource.not_found`, `document.file_missing`, `document.file_changed`. */
    async original(scope: ClientScope, id: string) {
      const row = get(scope, id);
      const path = await requireContent(files, row);
      record('documents.downloaded', row);
      return {
        path,
        fileName: row.fileName,
        mediaType: row.mediaType ?? 'application/octet-stream',
        size: row.size,
      };
    },
  };
}
