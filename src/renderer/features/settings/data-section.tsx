import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useCurrentClient } from '../../state/current-client.tsx';
import { desktop, orpc } from '../../rpc/client.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { useFormat } from '../../ui/format.ts';
import { LinkButton } from '../../ui/link-button.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { DoctorCard } from './doctor-card.tsx';
import { ReadingLimitsCard } from './reading-limits-card.tsx';
import { RecognitionCard } from './recognition-card.tsx';
import { Facts, SettingCard } from '../../ui/setting-card.tsx';

const LOW_DISK_BYTES = 2_000_000_000; // less, and a folder of scans may not fit

/** Where everything is kept, how much there is, how to save it, and whether all is well. */
export function DataSection() {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const toasts = useToasts();
  const info = useQuery(orpc.system.info.queryOptions({ input: {} }));
  if (info.isError) return <ErrorState error={info.error} onRetry={() => void info.refetch()} />;
  if (!info.data) return <LoadingState />;
  const { dataFolder, databaseBytes, filesBytes, diskFreeBytes } = info.data;
  const native = desktop?.abilities.includes('data-folder.open') ? desktop : null;
  const low = diskFreeBytes !== null && diskFreeBytes < LOW_DISK_BYTES;
  return (
    <>
      <SettingCard
        title={t('data.folder')}
        hint={t('data.folderHint')}
        action={
          native && (
            <Button onClick={() => void native.invoke('data-folder.open', null).catch(toasts.failed)}>
              {t('data.openFolder')}
            </Button>
          )
        }
      >
        <Box sx={pathStyle}>
          <Box component="code" sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
            {dataFolder}
          </Box>
          <CopyButton compact text={dataFolder} />
        </Box>
      </SettingCard>
      <SettingCard title={t('data.sizes')} hint={low ? t('data.lowDisk') : undefined}>
        <Facts
          facts={[
            { name: t('data.database'), value: format.bytes(databaseBytes) },
            { name: t('data.files'), value: format.bytes(filesBytes) },
            ...(diskFreeBytes === null ? [] : [{ name: t('data.free'), value: format.bytes(diskFreeBytes) }]),
          ]}
        />
      </SettingCard>
      <Contents />
      <RecognitionCard />
      <ReadingLimitsCard />
      <SettingCard
        title={t('data.backup')}
        action={
          <LinkButton to="/settings/$section" params={{ section: 'help' }} search={{ article: 'backup' }}>
            {t('data.backupMore')}
          </LinkButton>
        }
      >
        <Box component="ol" sx={{ m: 0, pl: 2.5, display: 'grid', gap: 0.5 }}>
          <li>{t('data.backupQuit')}</li>
          <li>{t('data.backupCopy')}</li>
          <li>{t('data.backupStart')}</li>
        </Box>
        <Box sx={{ color: 'var(--muted)', typography: 'small', mt: 1 }}>{t('data.backupSecret')}</Box>
      </SettingCard>
      <SettingCard title={t('data.log')} hint={t('data.logHint')}>
        <Box sx={pathStyle}>
          <Box component="code" sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
            {`${dataFolder}/logs/foyer.log`}
          </Box>
          <CopyButton compact text={`${dataFolder}/logs/foyer.log`} />
        </Box>
      </SettingCard>
      <DoctorCard />
    </>
  );
}

const pathStyle = {
  display: 'flex',
  alignItems: 'center',
  gap: 1,
  p: '6px 6px 6px 12px',
  background: 'var(--surface-2)',
  borderRadius: 'var(--r-s)',
  typography: 'small',
};

/** Counts of the client shown, and how far its search index is. */
function Contents() {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const { clients, clientId } = useCurrentClient();
  const scope = clientId === undefined ? {} : { clientId };
  const overview = useQuery(orpc.system.overview.queryOptions({ input: scope }));
  const index = useQuery(orpc.system.index.queryOptions({ input: scope }));
  if (overview.isError) {
    return <ErrorState error={overview.error} onRetry={() => void overview.refetch()} />;
  }
  if (!overview.data || !index.data) return <LoadingState rows={2} />;
  const { documents, chatbots } = overview.data;
  const { state, embeddedPassages, passages, model } = index.data;
  const counts = {
    done: format.number(embeddedPassages),
    total: format.number(passages),
    model: model ?? t('data.indexModelUnknown'),
  };
  const text = {
    off: 'indexOffText',
    building: 'indexBuildingText',
    ready: 'indexReadyText',
    failed: 'indexFailedText',
  } as const;
  const name = clients.length > 1 ? clients.find(({ id }) => id === clientId)?.name : undefined;
  return (
    <SettingCard title={name === undefined ? t('data.contents') : t('data.contentsOf', { client: name })}>
      <Facts
        facts={[
          {
            name: t('data.documents'),
            value: `${format.number(documents.total)} (${t('data.ofWhich', {
              ready: format.number(documents.ready),
              failed: format.number(documents.failed),
            })})`,
          },
          { name: t('data.passages'), value: format.number(documents.passages) },
          { name: t('data.chatbots'), value: format.number(chatbots) },
          {
            name: t('data.index'),
            value: (
              <>
                {t(`data.index_${state}`)}
                <Box sx={{ color: 'var(--muted)', typography: 'small' }}>
                  {t(`data.${text[state]}`, counts)}
                </Box>
                {state === 'building' && (
                  <Box sx={{ mt: 0.75, maxWidth: 320 }}>
                    <ProgressBar label={t('data.index')} value={embeddedPassages / Math.max(1, passages)} />
                  </Box>
                )}
              </>
            ),
          },
        ]}
      />
    </SettingCard>
  );
}
