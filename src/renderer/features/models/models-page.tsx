import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Model } from '#shared/contract/models.ts';
import { administrators } from '#shared/contract/route.ts';
import { useSession } from '../../state/session.tsx';
import { orpc } from '../../rpc/client.ts';
import { Card } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Page } from '../../ui/page.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { DetectedServers } from './detected-servers.tsx';
import { EmbeddedRow } from './embedded-row.tsx';
import { ChangeModelDialog } from './change-model-dialog.tsx';
import { IndexChange } from './index-change.tsx';
import { IndexState } from './index-state.tsx';
import { InsideModels } from './inside-models.tsx';
import { ModelDialog } from './model-dialog.tsx';
import { ModelRow } from './model-row.tsx';
import { RecommendedModels } from './recommended-models.tsx';
import { SpendingCard } from './spending-card.tsx';

/** Which brains: those that answer, those that compare by meaning or put passages in order, those waiting on this computer. */
export default function ModelsPage() {
  const { t } = useTranslation('models');
  const mayChange = useSession().may(...administrators);
  const navigate = useNavigate({ from: '/models' });
  const { add = false } = useSearch({ from: '/inside/models' });
  const models = useQuery(orpc.models.list.queryOptions({ input: {} }));
  const [editing, setEditing] = useState<Model | null>(null);
  const [takingOver, setTakingOver] = useState<Model | null>(null);
  const of = (purpose: Model['purpose']) =>
    (models.data ?? [])
      .filter(model => model.purpose === purpose)
      .toSorted((a, b) => Number(b.isDefault) - Number(a.isDefault));
  const rows = (list: readonly Model[]) =>
    list.map(model => (
      <ModelRow key={model.id} model={model} mayChange={mayChange} onEdit={() => setEditing(model)} />
    ));
  return (
    <Page
      title={t('title')}
      subtitle={t('subtitle')}
      actions={
        mayChange && (
          <Button
            variant="contained"
            startIcon={<Icon name="plus" size={16} />}
            onClick={() => void navigate({ search: { add: true } })}
          >
            {t('add')}
          </Button>
        )
      }
    >
      {models.isError ? (
        <ErrorState error={models.error} onRetry={() => void models.refetch()} />
      ) : !models.data ? (
        <LoadingState />
      ) : (
        <Box sx={{ display: 'grid', gap: 3, maxWidth: 980 }}>
          <Section title={t('chatSection')} hint={t('chatSectionHint')}>
            {rows(of('chat'))}
            <EmbeddedRow />
          </Section>
          <Section title={t('embeddingSection')} hint={t('embeddingSectionHint')}>
            {of('embedding').length === 0 ? (
              <Box sx={{ p: '14px 16px', color: 'var(--muted)' }}>{t('embeddingNone')}</Box>
            ) : (
              <>
                {rows(of('embedding'))}
                {mayChange && <IndexChange />}
                <IndexState />
              </>
            )}
          </Section>
          {of('reranking').length > 0 && (
            <Section title={t('rerankingSection')} hint={t('rerankingSectionHint')}>
              {rows(of('reranking'))}
            </Section>
          )}
          {mayChange && models.data.some(({ local }) => !local) && (
            <Section title={t('spendingSection')} hint={t('spendingSectionHint')}>
              <SpendingCard />
            </Section>
          )}
          {mayChange && <Found models={models.data} />}
        </Box>
      )}
      {mayChange && (add || editing !== null) && (
        <ModelDialog
          key={editing?.id ?? 'new'}
          stored={editing}
          onTakesOver={setTakingOver}
          onClose={() => {
            setEditing(null);
            if (add) void navigate({ search: {}, replace: true });
          }}
        />
      )}
      {takingOver !== null && <ChangeModelDialog model={takingOver} onClose={() => setTakingOver(null)} />}
    </Page>
  );
}

/** What can be fetched, and what is there already. */
function Found({ models }: { models: readonly Model[] }) {
  const servers = useQuery(orpc.models.detect.queryOptions({ input: {} }));
  return (
    <>
      <InsideModels />
      <RecommendedModels servers={servers.data ?? []} />
      <DetectedServers models={models} />
    </>
  );
}

type SectionProps = { title: string; hint: string; children: ReactNode };

function Section({ title, hint, children }: SectionProps) {
  return (
    <section>
      <Box component="h2" sx={{ typography: 'lead', fontWeight: 640 }}>
        {title}
      </Box>
      <Box sx={{ color: 'var(--muted)', mb: 1.25 }}>{hint}</Box>
      <Card sx={{ overflow: 'hidden', '& > * + *': { borderTop: '1px solid var(--line)' } }}>{children}</Card>
    </section>
  );
}
