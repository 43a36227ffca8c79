import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../renderer/ui/format.ts';
import { useNow } from '../../../renderer/ui/use-now.ts';
import type { Proposal } from '../contract.ts';

/** Where a proposal comes from, in a line: how, by whom, when. */
export function useOrigin(): (origin: Proposal['origin']) => string {
  const { t } = useTranslation('articles');
  const format = useFormat();
  const now = useNow();
  return ({ how, by, at, conversationId }) => {
    const when = format.ago(at, now);
    const who = by === null ? t('at', { when }) : t('byAt', { name: by, when });
    const gone = how !== 'hand' && conversationId === null ? ` · ${t('noOrigin')}` : '';
    return `${t(`how_${how}`)}, ${who}${gone}`;
  };
}
