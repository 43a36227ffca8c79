import { useQuery } from '@tanstack/react-query';
import type { Chatbot } from '#shared/contract/chatbots.ts';
import type { Model } from '#shared/contract/models.ts';
import { orpc } from '../../rpc/client.ts';

/** Models that can answer, and the one a chatbot answers with (null: none, its documents are quoted). */
export function useAnsweringModels(bot: Pick<Chatbot, 'modelId'> | undefined): {
  models: readonly Model[];
  own: Model | null;
  known: boolean;
} {
  const { data } = useQuery(orpc.models.list.queryOptions({ input: {} }));
  const models = data?.filter(model => model.purpose === 'chat' && model.active) ?? [];
  const own =
    models.find(model => model.id === bot?.modelId) ?? models.find(model => model.isDefault) ?? null;
  return { models, own, known: data !== undefined };
}
