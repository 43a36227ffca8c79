import { useTranslation } from 'react-i18next';
import type { ReadingWarning } from '#shared/contract/document.ts';
import { useFormat } from '../../ui/format.ts';

/** What was not read of a document, in words: in short, how much, and what to do. */
export function useWarningWords() {
  const { t } = useTranslation('documents');
  const format = useFormat();
  const amount = ({ unread, total, unit }: ReadingWarning) =>
    t(`unread_${unit}`, { count: unread, unread: format.number(unread), total: format.number(total) });
  return {
    kind: ({ kind }: ReadingWarning) => t(`warnings.kinds.${kind}`),
    amount,
    short: (warning: ReadingWarning) => `${t(`warnings.kinds.${warning.kind}`)} (${amount(warning)})`,
    /** Why that place was left out, in brackets; nothing where it is not known. */
    reason: ({ reasons }: ReadingWarning, index: number) => {
      const reason = reasons?.[index] ?? null;
      return reason === null ? '' : ` (${t(`leftOut_${reason}`)})`;
    },
    advice: ({ kind }: ReadingWarning) => t(`warnings.advice.${kind}`),
  };
}
