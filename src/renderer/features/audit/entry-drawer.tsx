import Box from '@mui/material/Box';
import Drawer from '@mui/material/Drawer';
import IconButton from '@mui/material/IconButton';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '#shared/contract/audit.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { Facts } from '../../ui/setting-card.tsx';
import { ChangeTable } from './change-table.tsx';
import { Sentence } from './entry-name.tsx';
import { actorName, targetOf } from './entry-words.ts';
import { useAuditWords } from './use-audit-words.ts';

/** All there is about one event, beside the list. */
export function EntryDrawer({ entry, onClose }: { entry: AuditEntry | null; onClose: () => void }) {
  const { t } = useTranslation(['audit', 'common']);
  const titleId = useId();
  // While it slides out, it still shows what it showed.
  const [shown, show] = useState(entry);
  if (entry !== null && entry !== shown) show(entry);
  return (
    <Drawer
      anchor="right"
      open={entry !== null}
      onClose={onClose}
      slotProps={{
        paper: {
          role: 'dialog',
          'aria-modal': true,
          'aria-labelledby': titleId,
          sx: { width: { xs: '100%', sm: 520 }, p: { xs: 2, sm: '20px 24px 32px' } },
        },
      }}
    >
      {shown && (
        <>
          <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'flex-start' }}>
            <Box
              component="h2"
              id={titleId}
              sx={{ flex: 1, typography: 'heading', fontWeight: 520, lineHeight: 1.4 }}
            >
              <Sentence entry={shown} />
            </Box>
            <IconButton aria-label={t('common:close')} onClick={onClose} autoFocus>
              <Icon name="close" />
            </IconButton>
          </Box>
          <Details entry={shown} />
        </>
      )}
    </Drawer>
  );
}

function Details({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation('audit');
  const format = useFormat();
  const words = useAuditWords();
  const known = (name: string, value: string | null) => (value === null ? [] : [{ name, value }]);
  return (
    <Box sx={{ display: 'grid', gap: 3, mt: 2.5 }}>
      <Facts
        facts={[
          { name: t('when'), value: format.exact(entry.at) },
          { name: t('who'), value: entry.actorLabel ?? actorName(entry, words) },
          ...(entry.actorKind === 'system'
            ? []
            : [{ name: t('from'), value: entry.address ?? t('fromHere') }]),
          ...known(t('program'), entry.userAgent),
          ...known(t('aboutClient'), entry.clientName),
          ...known(t('targetName'), targetOf(entry, words)),
        ]}
      />
      {entry.erased && <Box sx={noteStyle}>{t('erasedDetails')}</Box>}
      <ChangeTable entry={entry} />
      <Box component="section" aria-label={t('technical')}>
        <Box component="h3" sx={headingStyle}>
          {t('technical')}
        </Box>
        <Facts
          facts={[
            { name: t('number'), value: format.number(entry.sequence) },
            { name: t('code'), value: <Code>{entry.action}</Code> },
            ...known(t('request'), entry.correlationId).map(({ name, value }) => ({
              name,
              value: <Code>{value}</Code>,
            })),
            {
              name: t('signature'),
              value: (
                <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.5 }}>
                  <Code>{entry.mac}</Code>
                  <CopyButton compact text={entry.mac} />
                </Box>
              ),
            },
          ]}
        />
      </Box>
    </Box>
  );
}

function Code({ children }: { children: string }) {
  return (
    <Box component="code" sx={{ typography: 'small', overflowWrap: 'anywhere' }}>
      {children}
    </Box>
  );
}

const headingStyle = { typography: 'body', fontWeight: 620, mb: 1 };
const noteStyle = {
  p: '9px 12px',
  borderRadius: 'var(--r-s)',
  background: 'var(--surface-2)',
  color: 'var(--muted)',
};
