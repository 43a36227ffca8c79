import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Artifact } from '#shared/contract/artifacts.ts';
import { orpc } from '../../rpc/client.ts';
import { useToasts } from '../../ui/toasts.tsx';

/** What can be done with what waits, or did: each is told, and the page reads again, also when it was too late. */
export function useArtifacts() {
  const { t } = useTranslation('approvals');
  const queries = useQueryClient();
  const toasts = useToasts();
  const toldAs = (words: 'approved' | 'refused' | 'submitted') => ({
    onSuccess: ({ title }: Artifact) => toasts.done(t(words), { text: title }),
    onError: toasts.failed,
    onSettled: () => void queries.invalidateQueries({ queryKey: orpc.artifacts.key() }),
  });
  return {
    approve: useMutation(orpc.artifacts.approve.mutationOptions(toldAs('approved'))),
    reject: useMutation(orpc.artifacts.reject.mutationOptions(toldAs('refused'))),
    submit: useMutation(orpc.artifacts.submit.mutationOptions(toldAs('submitted'))),
    reopen: useMutation(orpc.artifacts.reopen.mutationOptions(toldAs('submitted'))),
  };
}
