import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '#shared/contract/conversations.ts';
import { SafeMarkdown, type MarkdownWords } from '../../ui/safe-markdown.tsx';

type Props = {
  message: Message;
  /** The number of the source shown beside this answer. */
  activeSource: number | null;
  onSource: (number: number) => void;
};

/** The words of an answer, with its citations. */
export function AnswerText({ message, activeSource, onSource }: Props) {
  const { t } = useTranslation('chat');
  const { sources } = message;
  const words = useMemo<MarkdownWords>(
    () => ({
      copy: t('copy'),
      copied: t('copied'),
      citation: number => {
        const source = sources.find(given => given.number === number);
        if (!source) return t('source', { number });
        const { title, page } = source;
        return page === null
          ? t('sourceWithoutPage', { number, title })
          : t('sourceOf', { number, title, page });
      },
      unverified: t('unverified'),
      linkTitle: t('linkTitle'),
      linkBody: t('linkBody'),
      linkOpen: t('linkOpen'),
      cancel: t('cancel'),
    }),
    [t, sources],
  );
  const citations = useMemo(
    () => ({ numbers: sources.map(({ number }) => number), active: activeSource, onOpen: onSource }),
    [sources, activeSource, onSource],
  );
  return (
    <SafeMarkdown
      text={message.content}
      words={words}
      citations={citations}
      unverified={message.metadata.unverified}
      streaming={message.status === 'streaming'}
    />
  );
}
