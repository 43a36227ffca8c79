import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { administrators } from '#shared/contract/route.ts';
import { useSession } from '../../state/session.tsx';
import { desktop, orpc } from '../../rpc/client.ts';
import { ownAddress } from '../../rpc/own-address.ts';
import { BrandMark } from '../../ui/brand.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { useFormat } from '../../ui/format.ts';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { Facts, SettingCard } from '../../ui/setting-card.tsx';

const components = [
  'Electron',
  'React',
  'MUI',
  'TanStack Query',
  'Fastify',
  'oRPC',
  'SQLite',
  'Drizzle',
  'LanceDB',
  'PDF.js',
  'parse5',
  'Snowball',
  'Inter',
];

/** Which Foyer this is, its licence, and what to join to a report. */
export function AboutSection() {
  const { t } = useTranslation('settings');
  const mayAdminister = useSession().may(...administrators);
  return (
    <>
      <Box sx={{ display: 'flex', gap: 2, alignItems: 'center' }}>
        <BrandMark size={52} />
        <Box>
          <Box component="h2" sx={{ typography: 'title', fontWeight: 640, letterSpacing: '-.015em' }}>
            Foyer
          </Box>
          <Box sx={{ color: 'var(--muted)' }}>{t('about.tagline')}</Box>
        </Box>
      </Box>
      {mayAdminister && <ThisInstallation />}
      <SettingCard title={t('about.licence')} hint={t('about.licenceText')} />
      <SettingCard title={t('about.components')} hint={t('about.componentsHint')}>
        <Box sx={{ color: 'var(--muted)' }}>{components.join(' · ')}</Box>
      </SettingCard>
    </>
  );
}

function ThisInstallation() {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const info = useQuery(orpc.system.info.queryOptions({ input: {} }));
  if (info.isError) return <ErrorState error={info.error} onRetry={() => void info.refetch()} />;
  if (!info.data) return <LoadingState rows={3} />;
  const { version, mode, platform, nodeVersion, memoryBytes, address } = info.data;
  const summary = [
    `Foyer ${version} (${mode})`,
    `${platform}, Node ${nodeVersion}`,
    format.bytes(memoryBytes),
    navigator.userAgent,
  ].join('\n');
  return (
    <>
      <SettingCard title={t('about.version', { version })}>
        <Facts
          facts={[
            { name: t('about.mode'), value: t(`about.mode_${mode}`) },
            { name: t('about.system'), value: `${platform}, ${format.bytes(memoryBytes)}` },
            ...(address === null ? [] : [{ name: t('about.address'), value: address }]),
          ]}
        />
      </SettingCard>
      {!desktop && (
        <SettingCard title={t('about.programs')} hint={t('about.programsHint')}>
          <a href={`${ownAddress}/api/docs`} target="_blank" rel="noreferrer">
            {`${ownAddress}/api/docs`}
          </a>
        </SettingCard>
      )}
      <SettingCard title={t('about.report')} hint={t('about.reportHint')}>
        <Box sx={{ display: 'grid', gap: 1.25 }}>
          <Box>{t('about.reportWhere')}</Box>
          <Box sx={{ p: '10px 12px', background: 'var(--surface-2)', borderRadius: 'var(--r-s)' }}>
            <Box sx={{ display: 'flex', alignItems: 'center', color: 'var(--muted)', typography: 'small' }}>
              <Box sx={{ flex: 1 }}>{t('about.reportCopy')}</Box>
              <CopyButton text={summary} />
            </Box>
            <Box
              component="pre"
              sx={{
                m: 0,
                typography: 'small',
                whiteSpace: 'pre-wrap',
                overflowWrap: 'anywhere',
                fontFamily: 'monospace',
              }}
            >
              {summary}
            </Box>
          </Box>
          <Box sx={{ color: 'var(--muted)', typography: 'small' }}>
            {t('about.reportDoctor', { command: 'foyer doctor' })}
          </Box>
        </Box>
      </SettingCard>
    </>
  );
}
