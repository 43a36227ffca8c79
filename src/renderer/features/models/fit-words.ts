import { useTranslation } from 'react-i18next';
import type { ModelFit } from '#shared/contract/model-sources.ts';
import { useFormat } from '../../ui/format.ts';

/** Why this machine is not quite one for a model, as a sentence; null where it is. */
export function useFitWords(): (fit: ModelFit) => string | null {
  const { t } = useTranslation('models');
  const format = useFormat();
  return ({ verdict, memoryBytes, takesBytes, diskBytes, freeDiskBytes }) =>
    verdict === 'good'
      ? null
      : t(`fit_${verdict}`, {
          memory: format.bytes(memoryBytes),
          takes: format.bytes(takesBytes),
          disk: format.bytes(diskBytes),
          free: format.bytes(freeDiskBytes ?? 0),
        });
}

/** Whether a model is not fetched or used here at all. */
export function isRefused({ verdict }: ModelFit): boolean {
  return verdict === 'no_memory' || verdict === 'no_disk';
}
