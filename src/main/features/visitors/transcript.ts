import type { Message } from '#shared/contract/messages.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import { partsOfType, toolsAsked } from '#shared/lib/message-parts.ts';
import { pagesOfSource } from '#shared/lib/source-pages.ts';

/** One thing said; the documents it cites, title and pages, a line each; the files it brought. */
export type TranscriptTurn = {
  who: 'visitor' | 'bot' | 'operator' | 'system';
  /** Of an operator. */
  name: string | null;
  text: string;
  sources: string[];
  files: string[];
  /** The tools that were asked. */
  tools: string[];
};

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
    .filter(({ content, parts }) => content !== '' || parts.length > 0)
    .map(({ sender: { kind, name }, content, parts, sources }) => ({
      who: kind === 'user' ? ('visitor' as const) : kind,
      name: kind === 'operator' ? name : null,
      text: content,
      files: partsOfType(parts, 'file').map(file => file.name),
      tools: toolsAsked(parts),
      sources: sources
        .filter(source => source.cited)
        .map(({ number, title, places }) => {
          const pages = pagesOfSource(places);
          return `[${number}] ${title}${pages === null ? '' : `, p. ${pages}`}`;
        }),
    }));
}
