import {
  administrators,
  conversationReaders,
  editors,
  everyone,
  type Access,
} from '#shared/contract/route.ts';
import type { Idempotency } from '#main/features/access/idempotency.ts';
import { requireAccess } from '#main/features/access/implementer.ts';
import { actingOf, scopeOf, type Principal } from '#main/features/access/principal.ts';
import type { Audit } from '#main/features/audit/index.ts';
import type { DocumentService } from '#main/features/documents/index.ts';
import type { Exports } from '#main/features/exports/index.ts';
import type { Visits } from '#main/features/visitors/index.ts';
import { actAs } from '#main/platform/acting.ts';
import { createStaging } from '#main/platform/staging.ts';
import type { Storage } from '#main/platform/storage/index.ts';
import type { App } from './ports.ts';
import { receiveOnce } from './receive-once.ts';

const UPLOAD_ACCESS: Access = [...editors, 'key:write'];
const DOWNLOAD_ACCESS: Access = [...everyone, 'key:read'];
const VISITOR_FILE_ACCESS: Access = [...conversationReaders, 'key:read'];
const EXPORT_ACCESS: Access = [...administrators, 'key:admin'];

/** Of files under way: as much as one request may bring, and twice that for all together. */
const STAGED_PER_SENDER_BYTES = 2 * 1024 ** 3;
const STAGED_BYTES = 2 * STAGED_PER_SENDER_BYTES;

type Dependencies = {
  documents: DocumentService;
  audit: Audit;
  visits: Visits;
  exports: Exports;
  idempotency: Idempotency;
  storage: Pick<Storage, 'requireRoom' | 'failed'>;
};

/** Operations that carry bytes, and so are not routes of the contract: what guards those is done here by hand. */
export function createByteOperations({
  documents,
  audit,
  visits,
  exports,
  idempotency,
  storage,
}: Dependencies): Pick<
  App,
  'beginUpload' | 'receiveFiles' | 'originalFile' | 'visitorFile' | 'exportAudit' | 'exportFile'
> {
  const staging = createStaging({ perSender: STAGED_PER_SENDER_BYTES, inAll: STAGED_BYTES });
  /** Nobody is told more of a fault of the disk than that it is one. */
  const told = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (error) {
      throw storage.failed(error);
    }
  };

  return {
    beginUpload(context, announcedBytes) {
      requireAccess(UPLOAD_ACCESS, context.principal);
      storage.requireRoom(announcedBytes);
      return staging.open(senderOf(context.principal));
    },
    async receiveFiles(context, target, incoming) {
      requireAccess(UPLOAD_ACCESS, context.principal);
      const scope = scopeOf(context.principal, UPLOAD_ACCESS);
      return await told(() =>
        actAs(actingOf(context), () =>
          receiveOnce(context, idempotency, { target, incoming }, files =>
            documents.receive(scope, target, asContent(files)),
          ),
        ),
      );
    },
    async originalFile(context, documentId) {
      requireAccess(DOWNLOAD_ACCESS, context.principal);
      return actAs(actingOf(context), () =>
        documents.original(scopeOf(context.principal, DOWNLOAD_ACCESS), documentId),
      );
    },
    async visitorFile(context, attachmentId) {
      requireAccess(VISITOR_FILE_ACCESS, context.principal);
      const scope = scopeOf(context.principal, VISITOR_FILE_ACCESS);
      return actAs(actingOf(context), () =>
        visits.file({ principal: context.principal, scope }, attachmentId),
      );
    },
    exportAudit(context, query) {
      requireAccess(administrators, context.principal);
      return actAs(actingOf(context), () => audit.export(query));
    },
    async exportFile(context, clientId, exportId) {
      requireAccess(EXPORT_ACCESS, context.principal);
      return exports.file(scopeOf(context.principal, EXPORT_ACCESS), clientId, exportId);
    },
  };
}

/** A person by all their sessions, a program by its key. */
function senderOf(principal: Principal): string {
  if (principal.kind === 'user') return `user:${principal.userId}`;
  return principal.kind === 'key' ? `key:${principal.keyId}` : principal.kind;
}

async function* asContent(incoming: Parameters<App['receiveFiles']>[2]) {
  for await (const { fileName, content } of incoming) yield { fileName, content: () => content };
}
