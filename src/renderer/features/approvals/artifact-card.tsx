import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Artifact } from '#shared/contract/artifacts.ts';
import { Card } from '../../ui/card.tsx';
import { useFormat } from '../../ui/format.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { StateChip, type Tone } from '../../ui/state-chip.tsx';
import { Deciding } from './deciding.tsx';
import { Outcome } from './outcome.tsx';

const icons: Record<NonNullable<Artifact['effect']>, IconName> = {
  writes: 'edit',
  sends: 'send',
  pays: 'building',
};
const tones: Record<Artifact['state'], Tone> = {
  draft: 'quiet',
  review: 'warn',
  approved: 'info',
  executing: 'info',
  executed: 'ok',
  rejected: 'quiet',
  failed: 'bad',
};

/** One thing that waits, or was decided: what it is, what exactly will happen, and what can be done. */
export function ArtifactCard({ artifact }: { artifact: Artifact }) {
  const { t } = useTranslation('approvals');
  const titleId = useId();
  const { title, state, kindName, effect, version, conversationId } = artifact;
  const isOpen = state === 'review' || state === 'draft';
  // A yes is to what was read: what changes under the reader's eyes is said, and read again.
  const [read, setRead] = useState(artifact.hash);
  const isChanged = isOpen && read !== artifact.hash;
  return (
    <Card
      component="article"
      aria-labelledby={titleId}
      sx={{ p: { xs: 2, md: '18px 20px' }, display: 'grid', gap: 2 }}
    >
      <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'flex-start', flexWrap: 'wrap' }}>
        <Box sx={{ color: 'var(--accent)', pt: '3px' }}>
          <Icon name={effect === null ? 'warning' : icons[effect]} />
        </Box>
        <Box sx={{ flex: '1 1 220px', minWidth: 0 }}>
          <Box
            component="h2"
            id={titleId}
            sx={{ typography: 'lead', fontWeight: 640, overflowWrap: 'anywhere' }}
          >
            {title}
          </Box>
          <Box sx={{ color: 'var(--muted)', typography: 'small' }}>
            {kindName ?? t('unknownKind')}
            {version > 1 && ` · ${t('version', { version })}`}
            {' · '}
            <Proposer artifact={artifact} />
          </Box>
        </Box>
        <StateChip tone={tones[state]}>{t(`state_${state}`)}</StateChip>
      </Box>
      {isChanged && (
        <Notice tone="warn" icon="warning" title={t('changed')} live>
          <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', alignItems: 'center' }}>
            <Box sx={{ flex: '1 1 200px' }}>{t('changedText', { version })}</Box>
            <Button size="small" onClick={() => setRead(artifact.hash)}>
              {t('haveRead')}
            </Button>
          </Box>
        </Notice>
      )}
      {kindName === null && isOpen && (
        <Notice tone="warn" icon="warning">
          {t('unknownKindText')}
        </Notice>
      )}
      <Lines artifact={artifact} />
      {conversationId !== null && (
        <Box>
          <LinkButton size="small" variant="text" to="/conversations/$id" params={{ id: conversationId }}>
            {t('openConversation')}
          </LinkButton>
        </Box>
      )}
      {isOpen ? (
        <Deciding artifact={artifact} isChanged={isChanged} onEdited={setRead} />
      ) : (
        <Outcome artifact={artifact} />
      )}
    </Card>
  );
}

function Proposer({ artifact }: { artifact: Artifact }) {
  const { t } = useTranslation('approvals');
  const format = useFormat();
  const { proposedByKind, proposedByName, createdAt } = artifact;
  const name = proposedByName ?? t(`by_${proposedByKind}`);
  return <time dateTime={createdAt}>{t('proposedBy', { name, ago: format.ago(createdAt) })}</time>;
}

/** What exactly will happen. */
function Lines({ artifact: { lines } }: { artifact: Artifact }) {
  return (
    <Box
      component="dl"
      sx={{
        m: 0,
        p: '12px 14px',
        borderRadius: 'var(--r-s)',
        background: 'var(--surface-2)',
        display: 'grid',
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'minmax(70px, auto) minmax(0, 1fr)' },
        columnGap: 2,
        rowGap: { xs: 0.25, sm: 0.75 },
        '& dt': { color: 'var(--muted)' },
        '& dd': { m: 0, mb: { xs: 1, sm: 0 }, overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' },
      }}
    >
      {lines.map(({ label, value }) => (
        <Box key={label} sx={{ display: 'contents' }}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </Box>
      ))}
    </Box>
  );
}
