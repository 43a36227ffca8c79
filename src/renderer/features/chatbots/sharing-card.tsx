import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Chatbot, ChatbotPeople } from '#shared/contract/chatbots.ts';
import { administrators } from '#shared/contract/route.ts';
import { useSession } from '../../state/session.tsx';
import { client, orpc } from '../../rpc/client.ts';
import { LinkButton } from '../../ui/link-button.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { MemberList } from './member-list.tsx';

type Shared = Pick<ChatbotPeople, 'sharing' | 'userIds'>;

/** Which members of the client may chat with it. Kept at once, apart from the rest of the page. */
export function SharingCard({ bot }: { bot: Chatbot }) {
  const { t } = useTranslation('chatbots');
  const queries = useQueryClient();
  const toasts = useToasts();
  const mayInvite = useSession().may(...administrators);
  const options = orpc.chatbots.people.queryOptions({ input: { id: bot.id } });
  const people = useQuery(options);
  /** What was just chosen, until it is kept: it shows at once, whatever is read again meanwhile. */
  const [wanted, setWanted] = useState<Shared | null>(null);
  const share = useMutation({
    mutationFn: ({ sharing, userIds }: Shared) =>
      client.chatbots.setPeople({ id: bot.id, sharing, userIds: [...userIds] }),
    onSuccess: async saved => {
      // An answer that was asked for before this change must not undo it on screen.
      await queries.cancelQueries({ queryKey: options.queryKey });
      queries.setQueryData(options.queryKey, saved);
      toasts.done(t('sharingSaved'));
    },
    onError: error => {
      void queries.invalidateQueries({ queryKey: options.queryKey });
      toasts.failed(error);
    },
  });
  if (people.isError) return <ErrorState error={people.error} onRetry={() => void people.refetch()} />;
  if (!people.data) return <LoadingState rows={2} />;
  const { sharing, userIds, members } = { ...people.data, ...wanted };
  const choose = (shared: Shared) => {
    setWanted(shared);
    share.mutate(shared, { onSettled: () => setWanted(null) });
  };
  return (
    <>
      <RadioGroup
        aria-label={t('sectionSharing')}
        value={sharing}
        onChange={(_, chosen) => choose({ sharing: chosen === 'chosen' ? 'chosen' : 'team', userIds })}
        sx={{ gap: 1 }}
      >
        {(['team', 'chosen'] as const).map(option => (
          <FormControlLabel
            key={option}
            value={option}
            control={<Radio size="small" sx={{ p: '2px 8px 2px 2px' }} />}
            sx={{ m: 0, alignItems: 'flex-start' }}
            label={
              <>
                <Box component="span" sx={{ display: 'block', fontWeight: 570 }}>
                  {t(`sharing_${option}`)}
                </Box>
                <Box component="span" sx={{ display: 'block', color: 'var(--muted)', typography: 'small' }}>
                  {t(`sharingHint_${option}`)}
                </Box>
              </>
            }
          />
        ))}
      </RadioGroup>
      {sharing === 'chosen' &&
        (members.length === 0 ? (
          <Box sx={{ color: 'var(--muted)' }}>
            {t('sharingNoMembers')}{' '}
            {mayInvite && (
              <LinkButton
                size="small"
                to="/settings/$section"
                params={{ section: 'people' }}
                search={{ invite: true }}
              >
                {t('sharingInvite')}
              </LinkButton>
            )}
          </Box>
        ) : (
          <MemberList
            members={members}
            chosen={userIds}
            onChange={chosen => choose({ sharing, userIds: chosen })}
          />
        ))}
    </>
  );
}
