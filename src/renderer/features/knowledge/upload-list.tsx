import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { useTranslation } from 'react-i18next';
import { useProblemWords, type ProblemCode } from '../../rpc/errors.ts';
import { Card } from '../../ui/card.tsx';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { ONE_LINE } from '../../ui/one-line.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { uploadTotals, type Upload } from './upload-queue.ts';
import { uploadQueue, useUploads } from './uploads.ts';

const SHOWN_AT_ONCE = 6; // the list is news, not an archive: the table below has everything

const order: Record<Upload['state'], number> = {
  failed: 0,
  sending: 1,
  waiting: 2,
  duplicate: 3,
  cancelled: 4,
  done: 5,
};

/** Files on their way, with cancel and retry; what failed first. */
export function UploadList() {
  const { t } = useTranslation('knowledge');
  const uploads = useUploads();
  if (uploads.length === 0) return null;
  const { open, ended, progress } = uploadTotals(uploads);
  const sorted = uploads.toSorted((a, b) => order[a.state] - order[b.state] || a.id - b.id);
  const hidden = sorted.length - SHOWN_AT_ONCE;
  return (
    <Card sx={{ p: '12px 16px', mt: 1.75 }} role="region" aria-label={t('uploads')}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5 }}>
        <Box sx={{ fontWeight: 600 }}>{t(open > 0 ? 'uploads' : 'uploadsDone')}</Box>
        <Box
          sx={{ color: 'var(--muted)', typography: 'small', fontVariantNumeric: 'tabular-nums' }}
          role="status"
        >
          {t('uploadsProgress', { done: ended, total: open + ended })}
        </Box>
        <Box sx={{ flex: 1 }}>{open > 0 && <ProgressBar value={progress} label={t('uploads')} />}</Box>
        {open === 0 && (
          <Tooltip title={t('clearUploads')}>
            <IconButton size="small" aria-label={t('clearUploads')} onClick={uploadQueue.clearEnded}>
              <Icon name="close" size={16} />
            </IconButton>
          </Tooltip>
        )}
      </Box>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, mt: 0.75, p: 0 }}>
        {sorted.slice(0, SHOWN_AT_ONCE).map(upload => (
          <UploadLine key={upload.id} upload={upload} />
        ))}
      </Box>
      {hidden > 0 && (
        <Box sx={{ color: 'var(--muted)', typography: 'small', pt: 0.5 }}>
          {t('moreUploads', { count: hidden })}
        </Box>
      )}
    </Card>
  );
}

function UploadLine({ upload }: { upload: Upload<ProblemCode> }) {
  const { t } = useTranslation('knowledge');
  const format = useFormat();
  const words = useProblemWords();
  const { id, name, size, state, progress, problem } = upload;
  const open = state === 'waiting' || state === 'sending';
  const again = state === 'failed' || state === 'cancelled';
  const says = {
    waiting: t('uploadWaiting'),
    sending: `${t('uploadSending')} ${format.percent(progress)}`,
    done: t('uploadDone'),
    duplicate: t('uploadDuplicate'),
    cancelled: t('uploadCancelled'),
    failed: problem === null ? '' : `${words(problem).title}. ${words(problem).advice}`,
  }[state];
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1.25,
        minHeight: 34,
        typography: 'small',
        borderTop: '1px solid var(--line)',
        py: 0.25,
      }}
    >
      <Box
        sx={{
          flex: '1 1 40%',
          minWidth: 0,
          ...ONE_LINE,
        }}
        title={name}
      >
        {name}{' '}
        <Box component="span" sx={{ color: 'var(--faint)' }}>
          {format.bytes(size)}
        </Box>
      </Box>
      <Box
        sx={{
          flex: '1 1 40%',
          color: state === 'failed' ? 'var(--bad)' : 'var(--muted)',
          fontVariantNumeric: 'tabular-nums',
        }}
      >
        {says}
      </Box>
      {open && (
        <IconButton
          size="small"
          aria-label={t('cancelUpload', { name })}
          onClick={() => uploadQueue.cancel(id)}
        >
          <Icon name="close" size={16} />
        </IconButton>
      )}
      {again && (
        <IconButton
          size="small"
          aria-label={t('retryUpload', { name })}
          onClick={() => uploadQueue.retry(id)}
        >
          <Icon name="refresh" size={16} />
        </IconButton>
      )}
    </Box>
  );
}
