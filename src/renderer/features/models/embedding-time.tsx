import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useCurrentClient } from '../../state/current-client.tsx';
import { orpc } from '../../rpc/client.ts';
import { useFormat } from '../../ui/format.ts';

/** How long a model that reads so fast takes for all passages there are; nothing where there are none. */
export function EmbeddingTime({ tokensPerSecond }: { tokensPerSecond: number }) {
  const { t } = useTranslation('models');
  const format = useFormat();
  const { clientId } = useCurrentClient();
  const { data } = useQuery(
    orpc.system.index.queryOptions({ input: clientId === undefined ? {} : { clientId } }),
  );
  if (!data || data.passages === 0) return null;
  return t('embeddingTime', {
    count: data.passages,
    formatted: format.number(data.passages),
    time: format.duration((data.passageTokens / tokensPerSecond) * 1_000),
  });
}
