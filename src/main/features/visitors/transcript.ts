import type { Conversation, Message } from '#shared/contract/conversations.ts';
import type { Language } from '#shared/contract/vocabulary.ts';

/** Sends mail in the installation's name, when a mail server is set up. */
export type TranscriptMail = {
  isReady(): boolean;
  /** Resolves once the mail is taken (sent, or kept to be sent). */
  send(mail: {
    to: string;
    subject: string;
    text: string;
    language: Language;
    clientId: string;
  }): Promise<void>;
};

const words: Record<Language, { subject: (title: string) => string; you: string; source: string }> = {
  fr: { subject: title => `Votre conversation : ${title}`, you: 'Vous', source: 'Sources' },
  en: { subject: title => `Your conversation: ${title}`, you: 'You', source: 'Sources' },
};

/** The conversation as plain text: what was asked, what was answered, and from which documents. */
export function transcriptOf(
  conversation: Conversation,
  messages: readonly Message[],
  language: Language,
): { subject: string; text: string } {
  const { subject, you, source } = words[language];
  const parts = messages
    .filter(message => message.content !== '')
    .map(message => {
      const who = message.sender === 'user' ? you : conversation.chatbotName;
      const cited = message.sources.filter(one => one.cited).map(one => `[${one.number}] ${one.title}`);
      const sources =
        cited.length === 0 ? '' : `\n\n${source}${language === 'fr' ? ' ' : ''}: ${cited.join(', ')}`;
      return `${who}\n${message.content}${sources}`;
    });
  return { subject: subject(conversation.title).slice(0, 150), text: `${parts.join('\n\n---\n\n')}\n` };
}
