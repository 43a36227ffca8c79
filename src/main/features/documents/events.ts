import { z } from 'zod';
import { document } from '#shared/contract/document.ts';
import { errorCodes } from '#shared/errors.ts';
import { defineEvent } from '#main/platform/events/index.ts';

const aDocument = { subject: 'document', news: 'documents' } as const;

export const DOCUMENT_ADDED = defineEvent('document.added', {
  ...aDocument,
  payload: z.object({ origin: document.shape.origin, size: z.number() }),
});

/** It was read: answers may rest on it. */
export const DOCUMENT_READY = defineEvent('document.ready', {
  ...aDocument,
  payload: z.object({ passages: z.number() }),
});

/** A person made something of its passages. */
export const DOCUMENT_MENDED = defineEvent('document.mended', { ...aDocument, payload: z.object({}) });

export const DOCUMENT_FAILED = defineEvent('document.failed', {
  ...aDocument,
  payload: z.object({ failure: z.enum(errorCodes) }),
});

/** A newer version answers in its place; or none, because it is gone from its source. */
export const DOCUMENT_SET_ASIDE = defineEvent('document.set_aside', {
  ...aDocument,
  payload: z.object({ by: z.string().nullable() }),
});

export const DOCUMENT_REMOVED = defineEvent('document.removed', { ...aDocument, payload: z.object({}) });
