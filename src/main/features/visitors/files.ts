import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { fileTypeFromFile } from 'file-type';
import type { VisitorAttachment } from '#shared/contract/visitor-panel.ts';
import type { AttachmentKind } from '#shared/contract/widget-settings.ts';
import { FoyerError, isFoyerError } from '#shared/errors.ts';
import { withTableHeader } from '#shared/lib/table-header.ts';
import { wholeClients } from '#main/db/client-scope.ts';
import type { VisitorPrincipal } from '#main/features/access/principal.ts';
import type { Extraction, PreparedDocument } from '#main/ingest/ports.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { ContentStore } from '#main/platform/content-store.ts';
import { requireContent } from '#main/platform/stored-content.ts';
import type { Log } from '#main/platform/log.ts';
import type { Storage } from '#main/platform/storage/index.ts';
import { newId } from '#main/platform/new-id.ts';
import { behaviourOf, limitsOf, type Admission } from './admission.ts';
import { limitReached, type VisitorLimits } from './limits.ts';
import type { VisitorStore } from './store.ts';
import { asAttachment } from './views.ts';

/** What browsers show as an image and nothing else: SVG is a document that runs. */
const imageTypes: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/webp', 'image/gif']);
const textTypes: ReadonlySet<string> = new Set(['text/plain', 'text/markdown', 'text/csv']);

const PASSAGES_MAX = 500; // about 90,000 words, looked through at every question of the conversation
const FILES_OF_A_VISITOR = 50;
const UNSENT_KEPT_MS = 24 * 3_600_000;
const FILE_NAME_CHARACTERS = 200;
const BEGINNING_BYTES = 1_024;

type Dependencies = {
  store: VisitorStore;
  admission: Admission;
  limits: VisitorLimits;
  files: ContentStore;
  extraction: Extraction;
  storage: Pick<Storage, 'isWritable' | 'failed'>;
  clock: Clock;
  log: Log;
};

export type VisitorFiles = ReturnType<typeof createVisitorFiles>;

/** Files that visitors send with their questions. */
export function createVisitorFiles({
  store,
  admission,
  limits,
  files,
  extraction,
  storage,
  clock,
  log,
}: Dependencies) {
  /** What a file is, by its bytes and never by its name. Throws `attachment.refused` and `document.*`. */
  async function read(
    path: string,
    fileName: string,
    allowed: readonly AttachmentKind[],
    signal: AbortSignal,
  ): Promise<{ kind: AttachmentKind; mediaType: string; prepared: PreparedDocument | null }> {
    const signature = await fileTypeFromFile(path);
    const kind = kindOf(signature?.mime);
    if (kind === null || !allowed.includes(kind)) throw refused();
    if (kind === 'text' && (await isMarkup(path))) throw refused();
    if (kind === 'image') return { kind, mediaType: signature?.mime ?? '', prepared: null };
    const prepared = await extraction.prepare({ path, fileName, signal }).catch((error: unknown) => {
      if (isFoyerError(error) && error.code === 'document.unsupported') throw refused();
      // A visitor has no page on which to give a password.
      if (isFoyerError(error) && error.code === 'document.encrypted')
        throw new FoyerError('document.protected', error.message);
      throw error;
    });
    if (kind === 'text' && !textTypes.has(prepared.mediaType)) throw refused();
    if (prepared.passages.length > PASSAGES_MAX) {
      throw new FoyerError('document.too_large', 'The file is too long for a conversation');
    }
    return { kind, mediaType: prepared.mediaType, prepared };
  }

  // A file is on disk before anything refers to it: nothing is removed while one is coming in, and none begins
  // to come in while some are removed.
  let receiving = 0;
  let sweepWanted = false;
  let sweeping: Promise<void> | null = null;

  async function removeUnused(): Promise<void> {
    store.removeUnsent(new Date(clock.now().getTime() - UNSENT_KEPT_MS).toISOString());
    for (const { clientId, hash } of await files.all())
      if (!store.isFileUsed(wholeClients([clientId]), hash)) await files.remove(clientId, hash);
  }

  function sweep(): Promise<void> {
    // What the database says now may not be kept: nothing is removed for it.
    if (!storage.isWritable()) return Promise.resolve();
    if (receiving > 0) {
      sweepWanted = true;
      return Promise.resolve();
    }
    sweepWanted = false;
    sweeping ??= removeUnused()
      .catch((error: unknown) => log.warn({ err: storage.failed(error) }, 'files of visitors not swept'))
      .finally(() => (sweeping = null));
    return sweeping;
  }

  async function whileReceiving<T>(work: () => Promise<T>): Promise<T> {
    while (sweeping !== null) await sweeping;
    receiving += 1;
    try {
      return await work();
    } catch (error) {
      sweepWanted = true; // what came of it is of no use
      throw error;
    } finally {
      receiving -= 1;
      if (receiving === 0 && sweepWanted) void sweep();
    }
  }

  /** Throws `attachment.off` where files are not taken, `widget.disabled`. */
  function requireOn(principal: VisitorPrincipal) {
    const served = admission.widgetOf(principal);
    const { attachments, limitMessages } = behaviourOf(served);
    if (!attachments.enabled) throw new FoyerError('attachment.off', 'This widget takes no files');
    return { served, attachments, words: limitMessages.visitor };
  }

  return {
    requireOn: (principal: VisitorPrincipal): void => void requireOn(principal),

    /**
     * Keeps one file and reads it at once, so that whoever sent it learns whether it can be used. Throws
     * `attachment.off`, `attachment.refused`, `request.too_large`, `visitor.limit_reached`, `document.*`, and
     * `auth.session_expired` when what it was sent for was deleted meanwhile.
     */
    async receive(
      principal: VisitorPrincipal,
      { fileName, content }: { fileName: string; content: Readable },
      signal: AbortSignal,
    ): Promise<VisitorAttachment> {
      const { served, attachments, words } = requireOn(principal);
      const { maxBytes, types } = attachments;
      limits.take([
        {
          name: 'visitor',
          key: `file:${principal.visitorId}`,
          most: limitsOf(served).visitorPerMinute,
          words,
        },
      ]);
      if (store.attachmentCount(principal.visitorId) >= FILES_OF_A_VISITOR) {
        throw limitReached('visitor', words, UNSENT_KEPT_MS);
      }
      return whileReceiving(async () => {
        const { hash, size } = await files.write(principal.clientId, content, maxBytes);
        if (size === 0) throw new FoyerError('document.empty', 'The file has no bytes');
        const name = plainName(fileName);
        const { kind, mediaType, prepared } = await read(
          files.pathOf(principal.clientId, hash),
          name,
          types,
          signal,
        );
        admission.renew(principal); // the widget, its chatbot or the visitor may be gone by now
        const row = {
          id: newId(),
          clientId: principal.clientId,
          visitorId: principal.visitorId,
          conversationId: null,
          messageId: null,
          fileName: name,
          mediaType,
          kind,
          size,
          contentHash: hash,
          createdAt: clock.now().toISOString(),
        };
        store.insertAttachment(row, passagesOf(prepared));
        return asAttachment(row);
      });
    },

    /** The bytes, for the visitor who sent them. Throws `resource.not_found`, `document.file_*`. */
    async open(principal: VisitorPrincipal, id: string) {
      const row = store.attachment(principal.visitorId, id);
      if (row === null) throw new FoyerError('resource.not_found', `No file ${id}`);
      const path = await requireContent(files, row);
      const { fileName, mediaType, size } = row;
      return { path, fileName, mediaType, size };
    },

    /**
     * Removes what nothing refers to: unsent files of yesterday, files of conversations that were deleted. While one
     * comes in, once it has come.
     */
    sweep,
  };
}

function kindOf(mime: string | undefined): AttachmentKind | null {
  if (mime === undefined) return 'text'; // no signature: the reader decides
  if (mime === 'application/pdf') return 'pdf';
  return imageTypes.has(mime) ? 'image' : null;
}

function passagesOf(prepared: PreparedDocument | null) {
  return (prepared?.passages ?? []).map(passage => {
    const { ordinal, page, heading, start, end } = passage;
    return { ordinal, page, heading, start, end, text: withTableHeader(passage) };
  });
}

/** Pages and drawings (HTML, SVG) are text as well; whoever sends one means something that is shown, not read. */
async function isMarkup(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(BEGINNING_BYTES), 0, BEGINNING_BYTES, 0);
    return buffer.toString('utf8', 0, bytesRead).trimStart().startsWith('<');
  } finally {
    await file.close();
  }
}

function refused(): FoyerError {
  return new FoyerError('attachment.refused', 'Files of this kind are not taken here');
}

/** A name to show: no path, no control characters, not endless. */
function plainName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  // eslint-disable-next-line no-control-regex -- they are what is taken away
  const plain = last.replaceAll(/[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, '').trim();
  return plain.slice(0, FILE_NAME_CHARACTERS) || 'file';
}
