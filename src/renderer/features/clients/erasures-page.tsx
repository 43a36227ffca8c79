import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { administrators } from '#shared/contract/route.ts';
import type { Erasure } from '#shared/contract/privacy.ts';
import { useSession } from '../../state/session.tsx';
import { orpc } from '../../rpc/client.ts';
import { Card } from '../../ui/card.tsx';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { LinkBox } from '../../ui/link-box.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { NotYours } from '../../ui/not-yours.tsx';
import { ONE_LINE } from '../../ui/one-line.ts';
import { Page } from '../../ui/page.tsx';
import { StateChip, type Tone } from '../../ui/state-chip.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';

const tones: Record<Erasure['state'], Tone> = { done: 'ok', under_way: 'info', failed: 'bad' };

/** Every erasure and its proof, newest first. */
export default function ErasuresPage() {
  const { t } = useTranslation('clients');
  const mayAdminister = useSession().may(...administrators);
  const erasures = useQuery(orpc.privacy.erasures.queryOptions({ input: {}, enabled: mayAdminister }));
  if (!mayAdminister) return <NotYours landing={{ to: '/' }} />;
  const body = () => {
    if (erasures.isError)
      return <ErrorState error={erasures.error} onRetry={() => void erasures.refetch()} />;
    if (!erasures.data) return <LoadingState />;
    if (erasures.data.length === 0) {
      return (
        <EmptyState icon="file" title={t('certificatesEmpty')}>
          {t('certificatesEmptyAdvice')}
        </EmptyState>
      );
    }
    return (
      <Card component="ul" sx={{ listStyle: 'none', m: 0, p: 0, overflow: 'hidden', maxWidth: 860 }}>
        {erasures.data.map(erasure => (
          <ErasureLine key={erasure.id} erasure={erasure} />
        ))}
      </Card>
    );
  };
  return (
    <Page
      title={t('certificates')}
      subtitle={t('certificatesHint')}
      actions={
        <LinkButton to="/clients" variant="text">
          {t('back')}
        </LinkButton>
      }
    >
      {body()}
    </Page>
  );
}

function ErasureLine({ erasure }: { erasure: Erasure }) {
  const { t } = useTranslation('clients');
  const format = useFormat();
  const { id, state, certificate } = erasure;
  const words = { done: format.dateTime(certificate.finishedAt ?? certificate.requestedAt) };
  return (
    <Box component="li" sx={{ borderBottom: '1px solid var(--line)', '&:last-child': { borderBottom: 0 } }}>
      <LinkBox
        to="/clients/erasures/$id"
        params={{ id }}
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 1.5,
          p: '12px 16px',
          color: 'inherit',
          textDecoration: 'none',
          '&:hover': { background: 'var(--surface-2)' },
        }}
      >
        <Icon name={certificate.subject === 'client' ? 'building' : 'user'} />
        <Box sx={{ flex: 1, minWidth: 0 }}>
          <Box sx={{ fontWeight: 600 }}>{t(`certificateOf_${certificate.subject}`)}</Box>
          <Box
            sx={{
              color: 'var(--muted)',
              typography: 'small',
              ...ONE_LINE,
            }}
          >
            {certificate.subjectId}
          </Box>
        </Box>
        <StateChip tone={tones[state]}>
          {state === 'done' ? words.done : t(state === 'failed' ? 'erasureFailed' : 'erasing')}
        </StateChip>
      </LinkBox>
    </Box>
  );
}
