import { useQueryClient } from '@tanstack/react-query';
import { orpc, type client } from '../../../renderer/rpc/client.ts';
import type { Draft } from './question-editor.tsx';

/** What is under way for the test questions of a chatbot. */
export type Status = Awaited<ReturnType<typeof client.goldenQuestions.status>>;

/** What each part of the page is given. */
export type PartProps = { chatbotId: string; status: Status | undefined; onEdit: (draft: Draft) => void };

/** Has everything about test questions read again. */
export function useReadAgain(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: orpc.goldenQuestions.key() });
}
