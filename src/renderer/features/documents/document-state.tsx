import { useTranslation } from 'react-i18next';
import type { Document } from '#shared/contract/document.ts';
import { useProblemWords } from '../../rpc/errors.ts';
import { useFormat } from '../../ui/format.ts';
import { StateChip, type Tone } from '../../ui/state-chip.tsx';

type Given = Pick<
  Document,
  'state' | 'failure' | 'dismissed' | 'warnings' | 'progress' | 'progressNote' | 'recognition' | 'lock'
>;
type Standing = { words: string; tone: Tone; dot: boolean };

/** The state of a document in a word or two: what is being read and how far, or why it could not be read. */
export function DocumentState({ document }: { document: Given }) {
  const { words, tone, dot } = useDocumentStateWords()(document);
  return (
    <StateChip tone={tone} dot={dot}>
      {words}
    </StateChip>
  );
}

/** The same in words alone, with how it looks. */
export function useDocumentStateWords(): (document: Given) => Standing {
  const { t } = useTranslation('documents');
  const format = useFormat();
  const problems = useProblemWords();
  return ({ state, failure, dismissed, warnings, progress, progressNote, recognition, lock }) => {
    const isRecognised = recognition?.state === 'waiting' || recognition?.state === 'running';
    if (isRecognised && (state === 'ready' || state === 'extracting')) {
      const { recognised: done, pages: total } = recognition;
      return { words: t('state_recognising', { done, total }), tone: 'info', dot: true };
    }
    switch (state) {
      case 'queued':
        return { words: t('state_queued'), tone: 'quiet', dot: false };
      case 'extracting': {
        const [done, total] = /^(\d+)\/(\d+)$/.exec(progressNote ?? '')?.slice(1) ?? [];
        const words =
          done !== undefined && total !== undefined
            ? t('state_extractingPage', { done, total })
            : progress !== null && progress > 0
              ? t('state_extractingShare', { share: format.percent(progress) })
              : t('state_extracting');
        return { words, tone: 'info', dot: true };
      }
      case 'indexing':
        return { words: t('state_indexing'), tone: 'info', dot: true };
      case 'ready':
        return warnings.length > 0
          ? { words: t('state_warned'), tone: 'warn', dot: true }
          : { words: t('state_ready'), tone: 'ok', dot: true };
      case 'failed': {
        if (lock !== null) return { words: t('state_locked'), tone: dismissed ? 'quiet' : 'warn', dot: true };
        const words = failure === null ? t('state_failed') : problems(failure).title;
        return { words, tone: dismissed ? 'quiet' : 'bad', dot: true };
      }
      case 'set_aside':
        return { words: t('state_set_aside'), tone: 'quiet', dot: false };
    }
  };
}
