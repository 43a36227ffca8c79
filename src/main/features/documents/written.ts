import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import type { Document } from '#shared/contract/document.ts';
import type { ClientScope } from '#main/db/client-scope.ts';
import type { Database } from '#main/db/connection.ts';
import { documents } from '#main/db/schema/index.ts';
import { FoyerError } from '#shared/errors.ts';
import type { IncomingContent } from './incoming.ts';
import type { Target } from './taking.ts';

const LOOKED_MS = 20;
const UNDER_WAY: readonly Document['state'][] = ['queued', 'extracting', 'indexing'];
/** What no name of a file may have, on one system or another. */
const NOT_IN_NAMES = /[/\\:*?"<>|]+/gu;

type Dependencies = {
  get: (scope: ClientScope, id: string) => Document;
  receive: (
    scope: ClientScope,
    target: Target,
    incoming: AsyncIterable<IncomingContent>,
  ) => Promise<Document[]>;
  replace: (scope: ClientScope, id: string, olderId: string) => void;
};

/** Documents that people of the office write here: text with a title, in a file of their own. */
export function createWriting({ get, receive, replace }: Dependencies) {
  return {
    /**
     * Keeps what was written as a document of a chatbot, read like every other. Throws `resource.not_found`.
     * @param olderId what it takes the place of, as a newer version, once it is read
     */
    async write(
      scope: ClientScope,
      {
        chatbotId,
        title,
        text,
        olderId,
      }: { chatbotId: string; title: string; text: string; olderId: string | null },
    ): Promise<Document> {
      const target = { chatbotIds: [chatbotId] as [string], onSameName: 'keep' as const };
      const [written] = await receive(scope, target, oneFile(title, text));
      if (written === undefined) throw new FoyerError('resource.conflict', 'The document is gone');
      if (olderId !== null && olderId !== written.id) replace(scope, written.id, olderId);
      return written;
    },

    /** As it is once it was read, or after so many milliseconds at the latest. */
    async untilRead(scope: ClientScope, id: string, mostMs: number): Promise<Document> {
      const until = performance.now() + mostMs;
      let document = get(scope, id);
      while (UNDER_WAY.includes(document.state) && performance.now() < until) {
        await wait(LOOKED_MS);
        document = get(scope, id);
      }
      return document;
    },
  };
}

async function* oneFile(title: string, text: string): AsyncGenerator<IncomingContent> {
  const name = title.replaceAll(NOT_IN_NAMES, ' ').replaceAll(/\s+/gu, ' ').trim();
  const bytes = Buffer.from(`# ${title}\n\n${text}\n`);
  yield { fileName: `${name === '' ? 'article' : name}.md`, content: () => Readable.from([bytes]) };
}

/** When the office wrote a document itself; null for any other. */
export function createWrittenByOffice(database: Database) {
  return {
    writtenByOffice(documentId: string): string | null {
      const row = database
        .select({ origin: documents.origin, createdAt: documents.createdAt })
        .from(documents)
        .where(eq(documents.id, documentId))
        .get();
      return row?.origin === 'office' ? row.createdAt : null;
    },
  };
}
