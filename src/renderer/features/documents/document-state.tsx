import { useTranslation } from 'react-i18next';
import type { Document } from '#shared/contract/document.ts';
import { useProblemWords } from '../../rpc/errors.ts';
import { useFormat } from '../../ui/format.ts';
import { StateChip } from '../../ui/state-chip.tsx';

type Given = Pick<Document, 'state' | 'failure' | 'dismissed' | 'warnings' | 'progress' | 'progressNote'>;

/** The state of a document in a word or two: what is being read and how far, or why it could not be read. */
export function DocumentState({ document }: { document: Given }) {
  const { t } = useTranslation('documents');
  const format = useFormat();
  const words = useProblemWords();
  const { state, failure, dismissed, warnings, progress, progressNote } = document;
  switch (state) {
    case 'queued':
      return <StateChip tone="quiet">{t('state_queued')}</StateChip>;
    case 'extracting': {
      const [done, total] = /^(\d+)\/(\d+)$/.exec(progressNote ?? '')?.slice(1) ?? [];
      const words =
        done !== undefined && total !== undefined
          ? t('state_extractingPage', { done, total })
          : progress !== null && progress > 0
            ? t('state_extractingShare', { share: format.percent(progress) })
            : t('state_extracting');
      return (
        <StateChip tone="info" dot>
          {words}
        </StateChip>
      );
    }
    case 'indexing':
      return (
        <StateChip tone="info" dot>
          {t('state_indexing')}
        </StateChip>
      );
    case 'ready':
      return warnings.length > 0 ? (
        <StateChip tone="warn" dot>
          {t('state_warned')}
        </StateChip>
      ) : (
        <StateChip tone="ok" dot>
          {t('state_ready')}
        </StateChip>
      );
    case 'failed':
      return (
        <StateChip tone={dismissed ? 'quiet' : 'bad'} dot>
          {failure === null ? t('state_failed') : words(failure).title}
        </StateChip>
      );
    case 'set_aside':
      return <StateChip tone="quiet">{t('state_set_aside')}</StateChip>;
  }
}
