import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { client as core, orpc } from '../../../renderer/rpc/client.ts';
import { useToasts } from '../../../renderer/ui/toasts.tsx';
import type { GoldenQuestion } from '../contract.ts';
import { useReadAgain } from './status.ts';

const QUESTIONS_AT_ONCE = 50;

export function useQuestions(chatbotId: string, state: GoldenQuestion['state']) {
  return useInfiniteQuery(
    orpc.goldenQuestions.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        chatbotId,
        state,
        limit: QUESTIONS_AT_ONCE,
        ...(cursor === undefined ? {} : { cursor }),
      }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: last => last.nextCursor ?? undefined,
    }),
  );
}

/** @param said what a person is told once it is gone */
export function useRemoving(said: string, onSettled: () => void = () => undefined) {
  const toasts = useToasts();
  const readAgain = useReadAgain();
  return useMutation({
    mutationFn: (id: string) => core.goldenQuestions.remove({ id }),
    onSuccess: async () => {
      await readAgain();
      toasts.done(said);
    },
    onError: toasts.failed,
    onSettled,
  });
}
