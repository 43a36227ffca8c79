import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { NetworkTest } from '#shared/contract/network.ts';
import { client } from '../../../rpc/client.ts';
import { Icon } from '../../../ui/icon.tsx';
import { ErrorState } from '../../../ui/states.tsx';
import { SettingCard } from '../../../ui/setting-card.tsx';

type Words = { title: string; hint: string; button: string };

/** Whether the visitors' listener answers at its own addresses. */
export function TestCard({ port }: { port: number }) {
  const { t } = useTranslation('network');
  const words = { title: t('test'), hint: t('testHint'), button: t('testButton') };
  return <AddressTest words={words} port={port} run={() => client.network.test({})} />;
}

/** Whether the interface answers at its own addresses. */
export function InterfaceTestCard({ port }: { port: number }) {
  const { t } = useTranslation('webInterface');
  const words = { title: t('test'), hint: t('testHint'), button: t('testButton') };
  return <AddressTest words={words} port={port} run={() => client.webInterface.test({})} />;
}

/** Calls each address from here, and says what to look at when others do not get there. */
function AddressTest({ words, port, run }: { words: Words; port: number; run: () => Promise<NetworkTest> }) {
  const { t } = useTranslation('network');
  const test = useMutation({ mutationFn: run });
  return (
    <SettingCard
      title={words.title}
      hint={words.hint}
      action={
        <Button onClick={() => test.mutate()} disabled={test.isPending}>
          {test.isPending ? t('testing') : words.button}
        </Button>
      }
    >
      <Box role="status">
        {test.isError ? (
          <ErrorState error={test.error} onRetry={() => test.mutate()} />
        ) : (
          test.data && <Result test={test.data} port={port} />
        )}
      </Box>
    </SettingCard>
  );
}

function Result({ test, port }: { test: NetworkTest; port: number }) {
  const { t } = useTranslation('network');
  return (
    <Box sx={{ display: 'grid', gap: 1.25 }}>
      <Box sx={{ fontWeight: 600, color: test.ok ? 'var(--ok)' : 'var(--bad)' }}>
        {t(test.ok ? 'testOk' : 'testFailed')}
      </Box>
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 0.75 }}>
        {test.checks.map(({ url, ok, failure, milliseconds }) => (
          <Box component="li" key={url} sx={{ display: 'flex', gap: 1, alignItems: 'flex-start' }}>
            <Box
              sx={{
                color: ok ? 'var(--ok)' : failure === 'name_unknown' ? 'var(--muted)' : 'var(--bad)',
                display: 'grid',
                pt: '2px',
              }}
            >
              <Icon name={ok ? 'check' : failure === 'name_unknown' ? 'info' : 'warning'} size={16} />
            </Box>
            <Box sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
              <Box component="span" sx={{ fontWeight: 570 }}>
                {url}
              </Box>{' '}
              {failure === null ? t('checkOk', { milliseconds }) : t(`check_${failure}`)}
            </Box>
          </Box>
        ))}
      </Box>
      <Box sx={{ color: 'var(--muted)', typography: 'small', display: 'grid', gap: 0.75 }}>
        {test.hints.map(hint => (
          <div key={hint}>{t(`hint_${hint}`, { port })}</div>
        ))}
        {test.hints.some(hint => hint.startsWith('firewall')) && <div>{t('hintSame')}</div>}
      </Box>
    </Box>
  );
}
