import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCurrentClient } from '../../state/current-client.tsx';
import { shownLanguage } from '../../state/i18n.ts';
import { usePages } from '../../state/pages.ts';
import { useApprovalsWaiting } from '../../state/approvals-waiting.ts';
import { client, orpc } from '../../rpc/client.ts';
import { Icon } from '../../ui/icon.tsx';
import { Page } from '../../ui/page.tsx';
import { PagedList } from '../../ui/paged-list.tsx';
import { EmptyState, LoadingState } from '../../ui/states.tsx';
import { TabList, tabPanel } from '../../ui/tab-list.tsx';
import { ArtifactCard } from './artifact-card.tsx';
import { WriteMail } from './write-mail.tsx';

const CARDS_AT_ONCE = 20;

type View = 'waiting' | 'past';

/** What waits for a person's yes: what exactly will happen, edit, approve, refuse; and what came of what was decided. */
export default function ApprovalsPage() {
  const { t } = useTranslation('approvals');
  const { clientId } = useCurrentClient();
  const { past = false, write = false, contact } = useSearch({ from: '/inside/approvals' });
  const view: View = past ? 'past' : 'waiting';
  const navigate = useNavigate({ from: '/approvals' });
  const waiting = useApprovalsWaiting().here;
  const writing = (open: boolean) =>
    void navigate({
      search: before => ({ ...before, write: open ? true : undefined, contact: undefined }),
      replace: true,
    });
  const button = (
    <Button variant="contained" startIcon={<Icon name="mail" size={17} />} onClick={() => writing(true)}>
      {t('write')}
    </Button>
  );
  return (
    <Page title={t('title')} subtitle={t('subtitle')} actions={button}>
      <Box sx={{ maxWidth: 820 }}>
        <TabList
          label={t('views')}
          value={view}
          tabs={[
            { value: 'waiting', label: t('view_waiting'), count: waiting },
            { value: 'past', label: t('view_past') },
          ]}
          onChange={next =>
            void navigate({
              search: before => ({ ...before, past: next === 'past' ? true : undefined }),
              replace: true,
            })
          }
        />
        <Box {...tabPanel(view)} sx={{ pt: 2 }}>
          {clientId === undefined ? (
            <LoadingState rows={4} />
          ) : (
            <Artifacts key={view} clientId={clientId} view={view} />
          )}
        </Box>
      </Box>
      {write && clientId !== undefined && (
        <WriteMail clientId={clientId} contactId={contact} onClose={() => writing(false)} />
      )}
    </Page>
  );
}

function Artifacts({ clientId, view }: { clientId: string; view: View }) {
  const { t } = useTranslation('approvals');
  const input = { clientId, open: view === 'waiting', language: shownLanguage() };
  const query = usePages({
    key: orpc.artifacts.list.key({ type: 'infinite', input }),
    atOnce: CARDS_AT_ONCE,
    ask: page => client.artifacts.list({ ...input, ...page }),
  });
  const isWaiting = view === 'waiting';
  return (
    <PagedList
      query={query}
      rows={4}
      empty={
        <EmptyState icon="check" title={t(isWaiting ? 'empty' : 'emptyPast')}>
          {t(isWaiting ? 'emptyText' : 'emptyPastText')}
        </EmptyState>
      }
    >
      {artifacts => (
        <Box
          component="ul"
          aria-label={t(isWaiting ? 'listWaiting' : 'listPast')}
          sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 2 }}
        >
          {artifacts.map(artifact => (
            <li key={artifact.id}>
              <ArtifactCard artifact={artifact} />
            </li>
          ))}
        </Box>
      )}
    </PagedList>
  );
}
