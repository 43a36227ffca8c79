import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useCurrentClient } from '../../state/current-client.tsx';
import { orpc } from '../../rpc/client.ts';
import { useFormat } from '../../ui/format.ts';

/** A moment: shorter times say more of the call than of the model. */
const LEAST_MS = 1_000;

/** How long a model that reads so fast takes for all passages there are; nothing where there are none, or where it is done. */
export function EmbeddingTime({ tokensPerSecond, name }: { tokensPerSecond: number; name: string | null }) {
  const { t } = useTranslation('models');
  const format = useFormat();
  const { clientId } = useCurrentClient();
  const { data } = useQuery(
    orpc.system.index.queryOptions({ input: clientId === undefined ? {} : { clientId } }),
  );
  if (!data || data.passages === 0 || (data.state === 'ready' && data.model === name)) return null;
  return t('embeddingTime', {
    count: data.passages,
    formatted: format.number(data.passages),
    time: format.duration(Math.max(LEAST_MS, (data.passageTokens / tokensPerSecond) * 1_000)),
  });
}
