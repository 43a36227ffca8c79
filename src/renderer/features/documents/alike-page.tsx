import Box from '@mui/material/Box';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { AlikePassages } from '#shared/contract/passages.ts';
import { editors } from '#shared/contract/route.ts';
import { useCurrentClient } from '../../state/current-client.tsx';
import { usePages } from '../../state/pages.ts';
import { useRights } from '../../state/rights.ts';
import { client, orpc } from '../../rpc/client.ts';
import { LinkButton } from '../../ui/link-button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { NotYours } from '../../ui/not-yours.tsx';
import { Page } from '../../ui/page.tsx';
import { PagedList } from '../../ui/paged-list.tsx';
import { EmptyState, LoadingState } from '../../ui/states.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { AlikeGroupCard, type Kept } from './alike-group.tsx';

const GROUPS_AT_ONCE = 20;

type Excluded = Awaited<ReturnType<typeof client.passages.keepAlone>>['excluded'];

/** Passages of a client that say the same, in groups: one is kept, the others are left out of answers. */
export default function AlikePage() {
  const { t } = useTranslation('documents');
  const { clientId } = useCurrentClient();
  const { document: documentId } = useSearch({ from: '/inside/knowledge/alike' });
  const { role, may } = useRights(clientId);
  if (clientId === undefined || role === null) {
    return (
      <Page title={t('alikeTitle')}>
        <LoadingState />
      </Page>
    );
  }
  if (!may(...editors)) return <NotYours landing={{ to: '/knowledge' }} />;
  return <Groups key={`${clientId} ${documentId ?? ''}`} clientId={clientId} documentId={documentId} />;
}

function Groups({ clientId, documentId }: { clientId: string; documentId: string | undefined }) {
  const { t } = useTranslation('documents');
  const { keep, isBusy } = useKeeping();
  const input = { clientId, ...(documentId === undefined ? {} : { documentId }) };
  const groups = usePages({
    key: orpc.passages.alike.key({ type: 'infinite', input }),
    atOnce: GROUPS_AT_ONCE,
    ask: page => client.passages.alike({ ...input, ...page }),
  });
  const comparing = groups.data?.pages.at(-1)?.comparing ?? 'done';
  return (
    <Page
      title={t('alikeTitle')}
      subtitle={documentId === undefined ? undefined : <OfDocument id={documentId} />}
      actions={
        documentId === undefined ? (
          <LinkButton to="/knowledge">{t('backToKnowledge')}</LinkButton>
        ) : (
          <>
            <LinkButton to="/knowledge/alike">{t('alikeAll')}</LinkButton>
            <LinkButton to="/documents/$id" params={{ id: documentId }}>
              {t('backToDocument')}
            </LinkButton>
          </>
        )
      }
    >
      <Box sx={{ maxWidth: 860, display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
        <Comparing how={comparing} />
        <PagedList
          query={groups}
          rows={4}
          empty={
            <EmptyState icon="check" title={t(documentId === undefined ? 'alikeNone' : 'alikeNoneHere')}>
              {t(comparing === 'done' ? 'alikeNoneText' : 'alikeNoneYet')}
            </EmptyState>
          }
        >
          {items => (
            <>
              <Box sx={{ color: 'var(--muted)' }}>{t('alikeHint')}</Box>
              {items.map(group => (
                <AlikeGroupCard key={group.id} group={group} isBusy={isBusy} onKeep={keep} />
              ))}
            </>
          )}
        </PagedList>
      </Box>
    </Page>
  );
}

/** One is kept at a time: what is left out can be taken back. */
function useKeeping() {
  const { t } = useTranslation('documents');
  const queries = useQueryClient();
  const toasts = useToasts();
  const readAgain = () => {
    void queries.invalidateQueries({ queryKey: orpc.documents.key() });
    void queries.invalidateQueries({ queryKey: orpc.passages.key() });
  };
  const takeBack = useMutation({
    mutationFn: async (excluded: Excluded) => {
      for (const { documentId: id, editIds } of excluded) await client.passages.takeBack({ id, editIds });
    },
    onSettled: readAgain,
    onError: toasts.failed,
  });
  const keep = useMutation({
    mutationFn: (kept: Kept) => client.passages.keepAlone(kept),
    onSuccess: ({ excluded }) => {
      const count = excluded.reduce((sum, { editIds }) => sum + editIds.length, 0);
      toasts.done(t('flagExcluded', { count }), { undo: () => takeBack.mutate(excluded) });
    },
    onSettled: readAgain,
    onError: toasts.failed,
  });
  return { keep: keep.mutate, isBusy: keep.isPending || takeBack.isPending };
}

/** Of which document these are: nothing until its title is known. */
function OfDocument({ id }: { id: string }) {
  const { t } = useTranslation('documents');
  const { data } = useQuery(orpc.documents.get.queryOptions({ input: { id } }));
  if (!data) return <span>&nbsp;</span>;
  return <Box sx={{ overflowWrap: 'anywhere' }}>{t('alikeOf', { title: data.title })}</Box>;
}

function Comparing({ how }: { how: AlikePassages['comparing'] }) {
  const { t } = useTranslation('documents');
  if (how === 'done') return null;
  if (how === 'under_way') {
    return (
      <Box role="status" sx={{ color: 'var(--muted)', typography: 'small' }}>
        {t('alikeUnderWay')}
      </Box>
    );
  }
  return (
    <Notice tone="warn" icon="warning" title={t('alikeFailed')}>
      {t('alikeFailedText')}
      <Box sx={{ mt: 1 }}>
        <LinkButton to="/settings/$section" params={{ section: 'tasks' }} size="small">
          {t('alikeTasks')}
        </LinkButton>
      </Box>
    </Notice>
  );
}
