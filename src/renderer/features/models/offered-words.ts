import { useTranslation } from 'react-i18next';
import type { OfferedModel } from '#shared/contract/model-sources.ts';
import { useFormat } from '../../ui/format.ts';

/** What a server says of a model, in a line: size, family, window, abilities. What it does not say is left out. */
export function useOfferedWords(): (model: Omit<OfferedModel, 'model'>) => string {
  const { t } = useTranslation('models');
  const format = useFormat();
  return ({ sizeBytes, family, parameters, contextTokens, abilities }) =>
    [
      sizeBytes === null ? null : format.bytes(sizeBytes),
      [family, parameters].filter(Boolean).join('\u00a0'),
      contextTokens === null ? null : t('offeredContext', { tokens: format.number(contextTokens) }),
      ...(abilities ?? []).map(ability => t(`ability_${ability}`)),
    ]
      .filter(Boolean)
      .join(' · ');
}
