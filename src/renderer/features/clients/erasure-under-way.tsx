import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../rpc/client.ts';
import { LinkButton } from '../../ui/link-button.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { SettingCard } from '../../ui/setting-card.tsx';
import { ErasureProgress } from './erasure-progress.tsx';

/** In place of the page of a client that is being erased. */
export function ErasureUnderWay({ clientId }: { clientId: string }) {
  const { t } = useTranslation('clients');
  const erasures = useQuery(orpc.privacy.erasures.queryOptions({ input: { subject: 'client' } }));
  if (erasures.isError) return <ErrorState error={erasures.error} onRetry={() => void erasures.refetch()} />;
  if (!erasures.data) return <LoadingState rows={2} />;
  const erasure = erasures.data.find(({ certificate }) => certificate.subjectId === clientId);
  if (!erasure) return null;
  return (
    <SettingCard
      title={t('erasing')}
      hint={t('erasingHint')}
      action={
        <LinkButton to="/clients/erasures/$id" params={{ id: erasure.id }}>
          {t('certificate')}
        </LinkButton>
      }
    >
      <ErasureProgress erasure={erasure} />
    </SettingCard>
  );
}
