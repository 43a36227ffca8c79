import type { FilePart } from '#shared/contract/message-parts.ts';
import type { Message } from '#shared/contract/messages.ts';
import type { VisitorAttachment, VisitorMessage, VisitorWidget } from '#shared/contract/visitor-panel.ts';
import type { ErrorCode } from '#shared/errors.ts';
import { asFreshAnswer, asVisitorWidget } from '#shared/lib/visitor-views.ts';
import { defaultAppearance, type ServedWidget } from '#main/features/widgets/index.ts';
import { behaviourOf } from './admission.ts';
import type { AttachmentRow, VisitorStore } from './store.ts';

/** What a visitor may know of things. Everything here names what it takes: nothing else gets out. */

export function asAttachment({ id, fileName, mediaType, size, kind }: AttachmentRow): VisitorAttachment {
  return { id, fileName, mediaType, size, kind, notice: kind === 'image' ? 'image_not_read' : null };
}

/** A file as a part of the message that brings it. */
export function asFilePart({ id, fileName, mediaType, size }: AttachmentRow): FilePart {
  return { type: 'file', attachmentId: id, name: fileName, mediaType, size };
}

export function withParticulars(
  messages: readonly Message[],
  { clientIds, feedback, files }: ReturnType<VisitorStore['particulars']>,
): VisitorMessage[] {
  const clientIdOf = new Map(clientIds.map(row => [row.id, row.clientMessageId]));
  const feedbackOf = new Map(
    feedback.map(({ messageId, rating, comment }) => [messageId, { rating, comment }]),
  );
  return messages.map(message => ({
    ...asFreshAnswer(message),
    clientMessageId: clientIdOf.get(message.id) ?? null,
    feedback: feedbackOf.get(message.id) ?? null,
    attachments: files.filter(file => file.messageId === message.id).map(asAttachment),
  }));
}

/** Codes that mean something to a visitor; every other failure is ours, and its name nobody's business. */
const spokenCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'auth.session_expired',
  'widget.disabled',
  'answers.busy',
  'request.too_large',
  'storage.full',
]);

export function asVisitorError(code: ErrorCode): { code: ErrorCode; message: string } {
  return spokenCodes.has(code)
    ? { code, message: 'The answer ended' }
    : { code: 'answers.failed', message: 'The answer could not be made' };
}

/** A widget that is served, its later settings at their defaults in older rows. */
export function asServedWidget(served: ServedWidget, mailIsReady: boolean): VisitorWidget {
  const { widget, bot } = served;
  return asVisitorWidget(
    {
      publicId: widget.publicId,
      appearance: { ...defaultAppearance, ...widget.appearance },
      behaviour: behaviourOf(served),
      logo: widget.logoHash === null ? null : `/widget/logo/${widget.logoHash}`,
      mailIsReady,
    },
    bot,
  );
}
