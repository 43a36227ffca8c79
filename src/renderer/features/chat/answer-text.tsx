import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '#shared/contract/messages.ts';
import { pagesOfPlace } from '#shared/lib/source-pages.ts';
import { SafeMarkdown, type MarkdownWords } from '../../ui/safe-markdown.tsx';

type Props = {
  message: Message;
  /** A text part of it, and the offset in all its words where it begins. */
  text: string;
  from: number;
  /** The document shown beside this answer. */
  activeSource: string | null;
  onSource: (documentId: string, place: number) => void;
};

/** A stretch of the words of an answer, with its citations and what its sources do not hold. */
export function AnswerText({ message, text, from, activeSource, onSource }: Props) {
  const { t } = useTranslation('chat');
  const { sources, metadata } = message;
  const end = from + text.length;
  const doubts = useMemo(
    () =>
      metadata.doubts
        ?.filter(({ start }) => start >= from && start < end)
        .map(doubt => ({ ...doubt, start: doubt.start - from, end: doubt.end - from })),
    [metadata, from, end],
  );
  /** The source of a citation, and the place of it that this citation is about. */
  const cited = useMemo(() => {
    const citations = metadata.citations?.filter(({ at }) => at >= from && at < end);
    return (number: number, order: number) => {
      const source = sources.find(given => given.number === number);
      if (source === undefined) return null;
      const told = citations?.[order];
      const place = told?.number === number && source.places[told.place] !== undefined ? told.place : 0;
      return { source, place };
    };
  }, [sources, metadata, from, end]);
  const words = useMemo<MarkdownWords>(
    () => ({
      copy: t('copy'),
      copied: t('copied'),
      citation(number, order) {
        const found = cited(number, order);
        if (found === null) return t('source', { number });
        const { title, places } = found.source;
        const place = places[found.place];
        const page = place === undefined ? null : pagesOfPlace(place);
        return page === null
          ? t('sourceWithoutPage', { number, title })
          : t('sourceOf', { number, title, page });
      },
      doubt: order => t(`doubt_${doubts?.[order]?.kind ?? 'quotation'}`),
      linkTitle: t('linkTitle'),
      linkBody: t('linkBody'),
      linkOpen: t('linkOpen'),
      cancel: t('cancel'),
    }),
    [t, cited, doubts],
  );
  const citations = useMemo(
    () => ({
      numbers: sources.flatMap(({ number }) => number ?? []),
      active: sources.find(({ documentId }) => documentId === activeSource)?.number ?? null,
      onOpen(number: number, order: number) {
        const found = cited(number, order);
        if (found !== null) onSource(found.source.documentId, found.place);
      },
    }),
    [sources, activeSource, onSource, cited],
  );
  return (
    <SafeMarkdown
      text={text}
      words={words}
      citations={citations}
      doubts={doubts}
      streaming={message.status === 'streaming'}
    />
  );
}
