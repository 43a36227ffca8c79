import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import type { TimelineEntry } from '#shared/contract/contacts.ts';
import { client, orpc } from '../../rpc/client.ts';
import { usePages } from '../../state/pages.ts';
import { Card, CardHeader } from '../../ui/card.tsx';
import { useFormat } from '../../ui/format.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { LinkBox } from '../../ui/link-box.tsx';
import { PagedList } from '../../ui/paged-list.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { useNow } from '../../ui/use-now.ts';
import { eventWords } from './event-words.ts';

const AT_ONCE = 30;

/** What happened with a contact, latest first; what happens now appears by itself. */
export function Timeline({ contactId }: { contactId: string }) {
  const { t } = useTranslation('contacts');
  const input = { id: contactId };
  const query = usePages({
    key: orpc.contacts.timeline.key({ type: 'infinite', input }),
    atOnce: AT_ONCE,
    ask: page => client.contacts.timeline({ ...input, ...page }),
  });
  return (
    <Card>
      <CardHeader>{t('timeline')}</CardHeader>
      <Box sx={{ p: '8px 16px 12px' }}>
        <PagedList
          query={query}
          rows={5}
          empty={
            <EmptyState icon="history" title={t('timelineEmpty')}>
              {t('timelineEmptyAdvice')}
            </EmptyState>
          }
        >
          {entries => (
            <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0 }}>
              {entries.map((entry, index) => (
                <Line
                  key={entry.sequence}
                  entry={entry}
                  // A conversation is named once, above what was said in it.
                  named={entries[index - 1]?.conversation?.id !== entry.conversation?.id}
                />
              ))}
            </Box>
          )}
        </PagedList>
      </Box>
    </Card>
  );
}

const icons: Readonly<Record<string, IconName>> = {
  visitor: 'globe',
  contact: 'user',
  conversation: 'message',
};

function Line({ entry, named }: { entry: TimelineEntry; named: boolean }) {
  const { t } = useTranslation('contacts');
  const format = useFormat();
  const now = useNow();
  const { conversation } = entry;
  return (
    <Box component="li" sx={{ display: 'flex', gap: 1.25, py: 0.75 }}>
      <Box sx={{ color: 'var(--faint)', pt: '2px' }}>
        <Icon name={icons[entry.type.split('.')[0] ?? ''] ?? 'clock'} size={16} />
      </Box>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        {t(eventWords(entry))}
        {conversation !== null && named && (
          <Box sx={{ typography: 'small' }}>
            <LinkBox
              to="/conversations/$id"
              params={{ id: conversation.id }}
              sx={{ color: 'var(--accent)', overflowWrap: 'anywhere' }}
            >
              {conversation.title === ''
                ? t('openUntitled')
                : t('openConversation', { title: conversation.title })}
            </LinkBox>
          </Box>
        )}
      </Box>
      <Box
        component="time"
        dateTime={entry.at}
        title={format.dateTime(entry.at)}
        sx={{ color: 'var(--faint)', typography: 'small', flex: 'none', pt: '1px' }}
      >
        {format.ago(entry.at, now)}
      </Box>
    </Box>
  );
}
