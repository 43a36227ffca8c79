import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Chatbot } from '#shared/contract/chatbots.ts';
import { editors } from '#shared/contract/route.ts';
import { useCurrentClient } from '../../state/current-client.tsx';
import { shownLanguage } from '../../state/i18n.ts';
import { useProposalsWaiting } from '../../state/proposals-waiting.ts';
import { useRights } from '../../state/rights.ts';
import { client, orpc } from '../../rpc/client.ts';
import { LinkButton } from '../../ui/link-button.tsx';
import { Page } from '../../ui/page.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { AlikeLine } from '../documents/index.ts';
import { DocumentFilters, DocumentSearch, type KnowledgeSearch } from './document-filters.tsx';
import { DocumentTable, newestDocuments } from './document-table.tsx';
import { DropZone } from './drop-zone.tsx';
import { AddButtons } from './add-buttons.tsx';
import { useForWhom, type ForWhom } from './for-whom.tsx';
import { OutdatedNotice } from './outdated-notice.tsx';
import { SameNameQuestion } from './same-name-question.tsx';
import { SearchBench } from './search-bench.tsx';
import { Totals } from './totals.tsx';
import type { UploadTarget } from './upload-queue.ts';
import { UploadList } from './upload-list.tsx';
import { useAddDocuments, useDuplicateToast } from './use-add-documents.ts';

/** What the chatbots know: totals, adding, every document, and a bench to try the search. */
export default function KnowledgePage() {
  const { t } = useTranslation('knowledge');
  const { clientId } = useCurrentClient();
  const bots = useQuery(
    orpc.chatbots.list.queryOptions({
      input: clientId === undefined ? {} : { clientId },
      enabled: clientId !== undefined,
    }),
  );
  if (bots.isError) return <ErrorState error={bots.error} onRetry={() => void bots.refetch()} />;
  if (!bots.data || clientId === undefined) {
    return (
      <Page title={t('title')}>
        <LoadingState />
      </Page>
    );
  }
  return <Knowledge key={clientId} clientId={clientId} bots={bots.data} />;
}

function Knowledge({ clientId, bots }: { clientId: string; bots: readonly Chatbot[] }) {
  const { t } = useTranslation(['knowledge', 'tags']);
  const navigate = useNavigate({ from: '/knowledge' });
  const search = useSearch({ from: '/inside/knowledge' });
  const { state, bot, bench, q, type, lang, source, tag, sort, order = 'desc' } = search;
  const narrow = (change: KnowledgeSearch) =>
    // Each choice is a step that the back button undoes; words are no step a letter.
    void navigate({ search: before => ({ ...before, ...change }), replace: 'q' in change });
  const mayEdit = useRights(clientId).may(...editors);
  const proposals = useProposalsWaiting().here;
  const forWhom = useForWhom(bots, bot);
  const add = useAddDocuments(forWhom);
  useDuplicateToast();
  const filtered = [state, bot, q, type, lang, source, tag].some(chosen => chosen !== undefined);
  return (
    <Page
      title={t('title')}
      subtitle={<Totals clientId={clientId} />}
      actions={
        <>
          <Button
            disabled={bots.length === 0}
            onClick={() => void navigate({ search: before => ({ ...before, bench: true }) })}
          >
            {t('bench')}
          </Button>
          {mayEdit && <LinkButton to="/knowledge/tags">{t('tags:manage')}</LinkButton>}
          {mayEdit && bots.length > 0 && (
            <LinkButton to="/modules/$name" params={{ name: 'goldenQuestions' }}>
              {t('testQuestions')}
            </LinkButton>
          )}
          {proposals > 0 && (
            <LinkButton to="/modules/$name" params={{ name: 'articles' }}>
              {t('proposedAnswers', { count: proposals })}
            </LinkButton>
          )}
          {mayEdit && bots.length > 0 && <AddButtons add={add} />}
        </>
      }
    >
      {bots.length === 0 ? (
        <NoBot mayCreate={mayEdit} />
      ) : (
        <>
          {mayEdit && <DropZone add={add} forWhom={forWhom} />}
          <UploadList />
          <SameNameQuestion />
          {mayEdit && <OutdatedNotice clientId={clientId} />}
          {mayEdit && <AlikeLine clientId={clientId} />}
          <Box sx={{ mt: 1.75 }}>
            <DocumentTable
              clientId={clientId}
              bots={bots}
              filter={{
                view: state,
                chatbotId: bot,
                q,
                narrowed: { type, language: lang, sourceId: source, tagId: tag },
              }}
              sorted={sort === undefined ? newestDocuments : { by: sort, order }}
              onSort={next => narrow({ sort: next.by, order: next.order })}
              mayEdit={mayEdit}
              search={<DocumentSearch q={q} onChange={narrow} />}
              filters={<DocumentFilters search={search} clientId={clientId} bots={bots} onChange={narrow} />}
              empty={
                filtered ? (
                  <EmptyState
                    icon="search"
                    title={t('noMatch')}
                    action={
                      <Button onClick={() => void navigate({ search: {}, replace: true })}>
                        {t('clearFilters')}
                      </Button>
                    }
                  />
                ) : (
                  <NoDocuments mayEdit={mayEdit} forWhom={forWhom} />
                )
              }
            />
          </Box>
        </>
      )}
      {forWhom.dialog}
      {bench === true && bots.length > 0 && (
        <SearchBench
          bots={bots}
          chatbotId={bot}
          onClose={() => void navigate({ search: before => ({ ...before, bench: undefined }) })}
        />
      )}
    </Page>
  );
}

function NoBot({ mayCreate }: { mayCreate: boolean }) {
  const { t } = useTranslation('knowledge');
  return (
    <EmptyState
      icon="bot"
      title={t('noBot')}
      action={
        mayCreate ? (
          <LinkButton variant="contained" to="/chatbots" search={{ create: true }}>
            {t('createBot')}
          </LinkButton>
        ) : undefined
      }
    >
      {t('noBotAdvice')}
    </EmptyState>
  );
}

function NoDocuments({ mayEdit, forWhom }: { mayEdit: boolean; forWhom: ForWhom }) {
  const { t } = useTranslation('knowledge');
  const queries = useQueryClient();
  const toasts = useToasts();
  const sample = useMutation({
    async mutationFn([first, ...others]: UploadTarget) {
      const added = await client.documents.addSample({ chatbotId: first, language: shownLanguage() });
      const ids = added.map(({ id }) => id);
      if (others.length > 0) await client.documents.linkMany({ ids, add: others });
    },
    onSuccess: () => {
      toasts.done(t('sampleAdded'));
      void queries.invalidateQueries({ queryKey: orpc.documents.key() });
    },
    onError: toasts.failed,
  });
  return (
    <EmptyState
      icon="book"
      title={t('emptyTitle')}
      action={
        mayEdit ? (
          <Button disabled={sample.isPending} onClick={() => forWhom.ask(target => sample.mutate(target))}>
            {t('addSample')}
          </Button>
        ) : undefined
      }
    >
      {t('emptyAdvice')}
    </EmptyState>
  );
}
