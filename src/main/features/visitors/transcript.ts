import type { Message } from '#shared/contract/messages.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import { pagesOfSource } from '#shared/lib/source-pages.ts';

/** One thing said, and the documents it cites: title and pages, a line each. */
export type TranscriptTurn = { who: 'visitor' | 'bot'; text: string; sources: string[] };

/** Sends mail in the installation's name, when a mail server is set up. */
export type TranscriptMail = {
  isReady(): boolean;
  /** Queues it. False when none can leave now. `key` keeps the same mail from being sent twice. */
  send(
    mail: { to: string; language: Language; botName: string; turns: TranscriptTurn[] },
    key: string,
  ): boolean;
};

/** What was asked, what was answered, and from which documents. */
export function turnsOf(messages: readonly Message[]): TranscriptTurn[] {
  return messages
    .filter(message => message.content !== '')
    .map(({ sender, content, sources }) => ({
      who: sender === 'user' ? ('visitor' as const) : ('bot' as const),
      text: content,
      sources: sources
        .filter(source => source.cited)
        .map(({ number, title, places }) => {
          const pages = pagesOfSource(places);
          return `[${number}] ${title}${pages === null ? '' : `, p. ${pages}`}`;
        }),
    }));
}
