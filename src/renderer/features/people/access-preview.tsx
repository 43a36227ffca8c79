import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Capability, Person, PersonAccess } from '#shared/contract/people.ts';
import { orpc } from '../../rpc/client.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Card } from '../../ui/card.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { isForEveryClient } from './person-draft.ts';

const CHATBOTS_SHOWN = 12; // the rest is counted

/** What the person would see and may do, as the doors decide it. */
export function AccessPreview({ person }: { person: Person }) {
  const { t } = useTranslation('people');
  const titleId = useId();
  const access = useQuery(orpc.people.access.queryOptions({ input: { id: person.id } }));
  const body = () => {
    if (access.isError) return <ErrorState error={access.error} onRetry={() => void access.refetch()} />;
    if (!access.data) return <LoadingState rows={2} />;
    if (person.state === 'disabled') return t('previewNothing');
    if (access.data.clients.length === 0) return t('previewNoClient');
    return <Access access={access.data} />;
  };
  return (
    <Card component="section" aria-labelledby={titleId} sx={{ p: 2.5 }}>
      <Box component="h3" id={titleId} sx={{ typography: 'lead', fontWeight: 640 }}>
        {t('preview')}
      </Box>
      <Box sx={{ color: 'var(--muted)', typography: 'small', mb: 1.5 }}>{t('previewHint')}</Box>
      {body()}
    </Card>
  );
}

/** Those who administer have the same everywhere: said once. */
function gathered(clients: PersonAccess['clients'], everyClient: string): PersonAccess['clients'] {
  const [first] = clients;
  if (!first || !isForEveryClient(first.role)) return clients;
  return [{ ...first, name: everyClient, chatbots: clients.flatMap(({ chatbots }) => chatbots) }];
}

function Access({ access }: { access: PersonAccess }) {
  const { t } = useTranslation(['people', 'shell']);
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      {gathered(access.clients, t('everyClient')).map(client => (
        <Box component="section" key={client.id} aria-label={client.name}>
          <Box sx={{ fontWeight: 600 }}>
            {t('roleFor', { role: t(`role_${client.role}`), client: client.name })}
          </Box>
          <Line name={t('previewPages')}>{client.pages.map(page => t(`shell:${page}`)).join(', ')}</Line>
          <Line name={t('previewChatbots')}>
            <Chatbots of={client.chatbots} />
          </Line>
          <Line name={t('previewMay')}>
            <Capabilities of={client.capabilities} />
          </Line>
        </Box>
      ))}
      {access.installation.length > 0 && (
        <section>
          <Box sx={{ fontWeight: 600 }}>{t('previewInstallation')}</Box>
          <Line name={t('previewMay')}>
            <Capabilities of={access.installation} />
          </Line>
        </section>
      )}
    </Box>
  );
}

function Chatbots({ of }: { of: PersonAccess['clients'][number]['chatbots'] }) {
  const { t } = useTranslation('people');
  if (of.length === 0) return t('previewNoChatbot');
  const more = of.length - CHATBOTS_SHOWN;
  return (
    <>
      {of.slice(0, CHATBOTS_SHOWN).map(bot => (
        <Box
          component="span"
          key={bot.id}
          sx={{
            display: 'inline-flex',
            gap: 0.75,
            alignItems: 'center',
            mr: 1.5,
            overflowWrap: 'anywhere',
          }}
        >
          <Avatar text={bot.avatar} color={bot.color} size={20} square />
          {bot.name}
        </Box>
      ))}
      {more > 0 && t('moreChatbots', { count: more })}
    </>
  );
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: '84px minmax(0, 1fr)',
        gap: 1,
        typography: 'small',
        mt: 0.5,
      }}
    >
      <Box sx={{ color: 'var(--muted)' }}>{name}</Box>
      <div>{children}</div>
    </Box>
  );
}

function Capabilities({ of }: { of: readonly Capability[] }) {
  const { t } = useTranslation('people');
  return of.map(capability => t(`capability_${withoutDot(capability)}`)).join(', ');
}

/** A dot would be read as a path in the catalogue. */
function withoutDot<Name extends Capability>(name: Name) {
  return name.replace('.', '-') as Name extends `${infer Left}.${infer Right}` ? `${Left}-${Right}` : Name;
}
