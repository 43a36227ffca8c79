import type { Message } from '#shared/contract/conversations.ts';
import type {
  VisitorAttachment,
  VisitorMessage,
  VisitorSource,
  VisitorWidget,
} from '#shared/contract/visitor.ts';
import type { ErrorCode } from '#shared/errors.ts';
import { legibleOn } from '#shared/lib/colours.ts';
import { colorOf, type ServedWidget } from '#main/features/widgets/index.ts';
import { behaviourOf } from './admission.ts';
import type { AttachmentRow, VisitorStore } from './store.ts';

/** What a visitor may know of things. Everything here names what it takes: nothing else gets out. */

export function asSource({ number, title, page, quote }: Message['sources'][number]): VisitorSource {
  return { number, title, page, quote };
}

export function asAttachment({ id, fileName, mediaType, size, kind }: AttachmentRow): VisitorAttachment {
  return { id, fileName, mediaType, size, kind, notice: kind === 'image' ? 'image_not_read' : null };
}

/** An answer as it ended, before anybody could say anything about it. */
export function asFreshAnswer(message: Message): VisitorMessage {
  const { id, sender, content, status, sources, abstained, createdAt } = message;
  return {
    id,
    sender,
    content,
    status,
    sources: sources.map(asSource),
    abstained,
    feedback: null,
    attachments: [],
    clientMessageId: null,
    createdAt,
  };
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

export function asVisitorWidget(served: ServedWidget, mailIsReady: boolean): VisitorWidget {
  const { widget, bot } = served;
  const { appearance } = widget;
  const behaviour = behaviourOf(served);
  const color = colorOf(widget, bot);
  return {
    id: widget.publicId,
    title: appearance.title ?? bot.name,
    subtitle: appearance.subtitle ?? bot.description,
    avatar: appearance.avatar ?? bot.avatar,
    color,
    textColor: legibleOn(color),
    logo: widget.logoHash === null ? null : `/widget/logo/${widget.logoHash}`,
    position: appearance.position,
    theme: appearance.theme,
    language: appearance.language,
    branding: appearance.branding,
    botLanguage: bot.language,
    welcomeMessage: behaviour.welcomeMessage ?? bot.welcomeMessage,
    quickReplies: behaviour.quickReplies ?? bot.suggestedQuestions,
    autoOpen: behaviour.autoOpen,
    autoOpenDelaySeconds: behaviour.autoOpenDelaySeconds,
    officeHours: behaviour.officeHours,
    offlineMessage: behaviour.offlineMessage,
    privacyNotice: behaviour.privacyNotice,
    leadForm: behaviour.leadForm,
    attachments: behaviour.attachments,
    askForPerson: behaviour.askForPerson,
    transcriptByMail: behaviour.transcriptByMail && mailIsReady,
  };
}
