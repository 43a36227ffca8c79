import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ClientExport } from '#shared/contract/exports.ts';
import { client as core, orpc } from '../../rpc/client.ts';
import { useProblemWords } from '../../rpc/errors.ts';
import { fileAddress } from '../../rpc/files.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { ONE_LINE } from '../../ui/one-line.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { SettingCard } from '../../ui/setting-card.tsx';

/** Everything of a client in one file, made in the background. */
export function ExportCard({ clientId }: { clientId: string }) {
  const { t } = useTranslation('clients');
  const queries = useQueryClient();
  const toasts = useToasts();
  const exports = useQuery(orpc.exports.list.queryOptions({ input: { id: clientId } }));
  const start = useMutation({
    mutationFn: () => core.exports.start({ id: clientId }),
    onSuccess: () => queries.invalidateQueries({ queryKey: orpc.exports.key() }),
    onError: toasts.failed,
  });
  const making = exports.data?.some(({ state }) => state === 'making') ?? false;
  const body = () => {
    if (exports.isError) return <ErrorState error={exports.error} onRetry={() => void exports.refetch()} />;
    if (!exports.data) return <LoadingState rows={1} />;
    if (exports.data.length === 0) return null;
    return (
      <Box
        component="ul"
        sx={{
          listStyle: 'none',
          m: 0,
          p: 0,
          display: 'grid',
          gridTemplateColumns: 'minmax(0, 1fr)',
          gap: 1.5,
        }}
      >
        {exports.data.map(one => (
          <ExportLine key={one.id} one={one} onAgain={() => start.mutate()} />
        ))}
      </Box>
    );
  };
  return (
    <SettingCard
      title={t('exports')}
      hint={t('exportsHint')}
      action={
        <Button
          startIcon={<Icon name="download" size={16} />}
          disabled={start.isPending || making}
          onClick={() => start.mutate()}
        >
          {t('exportStart')}
        </Button>
      }
    >
      {body()}
    </SettingCard>
  );
}

function ExportLine({ one, onAgain }: { one: ClientExport; onAgain: () => void }) {
  const { t } = useTranslation('clients');
  const queries = useQueryClient();
  const toasts = useToasts();
  const { id, clientId, state } = one;
  const remove = useMutation({
    mutationFn: () => core.exports.remove({ id: clientId, exportId: id }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: orpc.exports.key() });
      toasts.done(t(state === 'making' ? 'exportStopped' : 'exportRemoved'));
    },
    onError: toasts.failed,
  });
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1.5,
        flexWrap: 'wrap',
        p: '10px 8px 10px 14px',
        borderRadius: 'var(--r-s)',
        background: 'var(--surface-2)',
      }}
    >
      {state === 'making' && (
        <>
          <Box role="status" sx={{ flex: '1 1 220px', minWidth: 0 }}>
            <Box sx={{ fontWeight: 570, mb: 0.75 }}>{t('exportMaking')}</Box>
            <ProgressBar value={one.progress} label={t('exportMaking')} />
          </Box>
          <Button size="small" disabled={remove.isPending} onClick={() => remove.mutate()}>
            {t('exportStop')}
          </Button>
        </>
      )}
      {state === 'ready' && <ReadyExport one={one} onRemove={() => remove.mutate()} />}
      {state === 'failed' && (
        <FailedExport
          one={one}
          onAgain={() => remove.mutate(undefined, { onSuccess: onAgain })}
          onRemove={() => remove.mutate()}
        />
      )}
    </Box>
  );
}

function ReadyExport({ one, onRemove }: { one: ClientExport; onRemove: () => void }) {
  const { t } = useTranslation('clients');
  const format = useFormat();
  const { id, clientId, fileName, size, sha256, createdAt, expiresAt } = one;
  return (
    <>
      <Box sx={{ flex: '1 1 260px', minWidth: 0 }}>
        <Box sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{fileName}</Box>
        <Box sx={{ color: 'var(--muted)', typography: 'small' }}>
          {format.bytes(size ?? 0)} · {t('exportUntil', { date: format.dateTime(expiresAt) })}
        </Box>
        {sha256 !== null && (
          <Box
            sx={{
              display: 'flex',
              alignItems: 'center',
              gap: 0.5,
              color: 'var(--muted)',
              typography: 'small',
            }}
          >
            <span style={{ flex: 'none' }}>{t('checksum')}</span>
            <Box component="code" title={sha256} sx={{ minWidth: 0, ...ONE_LINE }}>
              {sha256}
            </Box>
            <CopyButton compact text={sha256} />
          </Box>
        )}
      </Box>
      <Button
        size="small"
        variant="contained"
        component="a"
        href={fileAddress('/clients/{id}/exports/{exportId}/file', { id: clientId, exportId: id })}
        download={fileName}
        startIcon={<Icon name="download" size={15} />}
      >
        {t('exportDownload')}
      </Button>
      <RemoveButton createdAt={createdAt} onRemove={onRemove} />
    </>
  );
}

type FailedProps = { one: ClientExport; onAgain: () => void; onRemove: () => void };

function FailedExport({ one: { failure, createdAt }, onAgain, onRemove }: FailedProps) {
  const { t } = useTranslation('clients');
  const words = useProblemWords()(failure ?? 'internal.unexpected');
  return (
    <>
      <Box role="alert" sx={{ flex: '1 1 260px', minWidth: 0 }}>
        <Box sx={{ fontWeight: 600, color: 'var(--bad)' }}>{t('exportFailed', { reason: words.title })}</Box>
        <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{words.advice}</Box>
      </Box>
      <Button size="small" startIcon={<Icon name="refresh" size={15} />} onClick={onAgain}>
        {t('exportAgain')}
      </Button>
      <RemoveButton createdAt={createdAt} onRemove={onRemove} />
    </>
  );
}

function RemoveButton({ createdAt, onRemove }: { createdAt: string; onRemove: () => void }) {
  const { t } = useTranslation('clients');
  const format = useFormat();
  return (
    <IconButton
      size="small"
      aria-label={t('exportRemove', { date: format.dateTime(createdAt) })}
      onClick={onRemove}
    >
      <Icon name="trash" size={16} />
    </IconButton>
  );
}
