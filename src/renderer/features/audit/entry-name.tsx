import Box from '@mui/material/Box';
import type { AuditEntry } from '#shared/contract/audit.ts';
import { deedKind } from '#shared/lib/audit-words.ts';
import { coveringLink } from '../../ui/data-table.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { actorName, deedPieces } from './entry-words.ts';
import { useAuditWords } from './use-audit-words.ts';

const icons: Record<string, IconName> = {
  sessions: 'user',
  auth: 'warning',
  users: 'user',
  memberships: 'user',
  recovery_codes: 'lock',
  one_time_links: 'external',
  api_keys: 'lock',
  clients: 'folder',
  client_exports: 'download',
  erasures: 'trash',
  chatbots: 'bot',
  documents: 'file',
  conversations: 'message',
  models: 'chip',
  jobs: 'refresh',
  settings: 'settings',
  secrets: 'shield',
  system: 'flame',
  audit: 'history',
};

/** Deeds one looks twice at. */
function toneOf(action: string): 'bad' | 'warn' | 'accent' | 'muted' {
  if (action.startsWith('auth.')) return 'bad';
  if (/\.(deleted|revoked|done|taken)$/.test(action)) return 'warn';
  return /\.(created|added|given|changed|updated|protected|rotated)$/.test(action) ? 'accent' : 'muted';
}

const colours = {
  bad: { background: 'var(--bad-soft)', color: 'var(--bad)' },
  warn: { background: 'var(--warn-soft)', color: 'var(--warn)' },
  accent: { background: 'var(--accent-soft)', color: 'var(--accent)' },
  muted: { background: 'var(--surface-2)', color: 'var(--muted)' },
} as const;

/** One event: who did what, on what; a click tells the rest. */
export function EntryName({ entry, onOpen }: { entry: AuditEntry; onOpen: () => void }) {
  return (
    <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'center', whiteSpace: 'normal' }}>
      <Box sx={{ ...iconStyle, ...colours[toneOf(entry.action)] }}>
        <Icon name={icons[deedKind(entry.action)] ?? 'info'} size={15} />
      </Box>
      <Box component="button" type="button" onClick={onOpen} sx={nameStyle}>
        <Sentence entry={entry} />
      </Box>
    </Box>
  );
}

export function Sentence({ entry }: { entry: AuditEntry }) {
  const words = useAuditWords();
  const { before, target, after } = deedPieces(entry, words);
  return (
    <Box component="span" sx={{ overflowWrap: 'anywhere' }}>
      <Box component="strong" sx={{ fontWeight: 620 }}>
        {actorName(entry, words)}
      </Box>{' '}
      {before}
      {target !== null && (
        <Box component="span" sx={{ fontWeight: 560 }}>
          {target}
        </Box>
      )}
      {after}
    </Box>
  );
}

const iconStyle = {
  width: 28,
  height: 28,
  flex: 'none',
  borderRadius: '8px',
  display: 'grid',
  placeItems: 'center',
};
const nameStyle = {
  ...coveringLink,
  fontWeight: 400,
  minWidth: 0,
  p: 0,
  border: 0,
  background: 'none',
  font: 'inherit',
  textAlign: 'left',
  cursor: 'pointer',
  '&:focus-visible': { outline: 'none' },
  '&:focus-visible::after': { outline: '2px solid var(--accent)', outlineOffset: -2 },
};
