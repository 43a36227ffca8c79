import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { administrators } from '#shared/contract/route.ts';
import type { Erasure } from '#shared/contract/privacy.ts';
import { useSession } from '../../state/session.tsx';
import { orpc } from '../../rpc/client.ts';
import { problemOf } from '../../rpc/errors.ts';
import { Icon } from '../../ui/icon.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { NotYours } from '../../ui/not-yours.tsx';
import { Page } from '../../ui/page.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { SettingCard } from '../../ui/setting-card.tsx';
import { CertificateSheet } from './certificate-sheet.tsx';
import { ErasureProgress } from './erasure-progress.tsx';
import { saveAsFile } from '../../ui/save-as-file.ts';

/** One erasure: how far it is, then its certificate, to print and to keep. */
export default function ErasurePage() {
  const { t } = useTranslation('clients');
  const { id } = useParams({ from: '/inside/clients/erasures/$id' });
  const mayAdminister = useSession().may(...administrators);
  const erasure = useQuery(
    orpc.privacy.erasure.queryOptions({ input: { id }, enabled: mayAdminister, retry: false }),
  );
  if (!mayAdminister) return <NotYours landing={{ to: '/' }} />;
  if (erasure.isError) {
    return problemOf(erasure.error) === 'resource.not_found' ? (
      <EmptyState
        icon="file"
        title={t('certificateMissing')}
        action={<LinkButton to="/clients/erasures">{t('certificates')}</LinkButton>}
      />
    ) : (
      <ErrorState error={erasure.error} onRetry={() => void erasure.refetch()} />
    );
  }
  return (
    <Page
      title={t('certificate')}
      actions={
        <>
          <LinkButton to="/clients/erasures" variant="text">
            {t('certificates')}
          </LinkButton>
          {erasure.data?.state === 'done' && <CertificateActions erasure={erasure.data} />}
        </>
      }
    >
      {erasure.data ? <Body erasure={erasure.data} /> : <LoadingState rows={5} />}
    </Page>
  );
}

function Body({ erasure }: { erasure: Erasure }) {
  const { t } = useTranslation('clients');
  if (erasure.state === 'done') return <CertificateSheet certificate={erasure.certificate} />;
  return (
    <Box sx={{ maxWidth: 760 }}>
      <SettingCard title={t('erasing')} hint={t('erasingHint')}>
        <ErasureProgress erasure={erasure} />
      </SettingCard>
    </Box>
  );
}

function CertificateActions({ erasure: { id, certificate } }: { erasure: Erasure }) {
  const { t } = useTranslation('clients');
  return (
    <>
      <Button
        startIcon={<Icon name="download" size={16} />}
        onClick={() =>
          saveAsFile(
            `foyer-erasure-${id}.json`,
            'application/json',
            `${JSON.stringify(certificate, null, 2)}\n`,
          )
        }
      >
        {t('downloadJson')}
      </Button>
      <Button startIcon={<Icon name="print" size={16} />} onClick={() => window.print()}>
        {t('print')}
      </Button>
    </>
  );
}
