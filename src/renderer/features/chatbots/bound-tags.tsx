import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Chatbot } from '#shared/contract/chatbots.ts';
import { client, orpc } from '../../rpc/client.ts';
import { useFormat } from '../../ui/format.ts';
import { useToasts } from '../../ui/toasts.tsx';
import { tagChip, useTags } from '../tags/index.ts';

/** Which of its documents a chatbot answers from, by their tags. Kept at once; not shown where there is no tag to choose. */
export function BoundTags({ bot }: { bot: Chatbot }) {
  const { t } = useTranslation('chatbots');
  const id = useId();
  const queries = useQueryClient();
  const toasts = useToasts();
  const format = useFormat();
  const tags = useTags(bot.clientId);
  /** What was just chosen, until it is kept. */
  const [wanted, setWanted] = useState<string[] | null>(null);
  const bind = useMutation({
    mutationFn: (tagIds: string[]) => client.chatbots.update({ id: bot.id, tagIds }),
    onSuccess: () => toasts.done(t('boundSaved')),
    onError: toasts.failed,
    async onSettled() {
      await Promise.all(
        [orpc.chatbots.key(), orpc.tags.key()].map(queryKey => queries.invalidateQueries({ queryKey })),
      );
      setWanted(null);
    },
  });
  const offered = tags.data ?? [];
  if (offered.length === 0) return null;
  const bound = wanted ?? bot.tagIds;
  const chosen = offered.filter(tag => bound.includes(tag.id));
  const { readyDocumentCount: count } = bot;
  return (
    <Box sx={{ maxWidth: 640, mb: 2 }}>
      <Box component="label" htmlFor={id} sx={{ display: 'block', fontWeight: 570, mb: '5px' }}>
        {t('bound')}
      </Box>
      <Autocomplete
        id={id}
        multiple
        filterSelectedOptions
        disabled={bind.isPending}
        options={offered}
        value={chosen}
        getOptionLabel={({ name }) => name}
        isOptionEqualToValue={(one, other) => one.id === other.id}
        noOptionsText={t('boundNoOther')}
        onChange={(_, next) => {
          const tagIds = next.map(tag => tag.id);
          setWanted(tagIds);
          bind.mutate(tagIds);
        }}
        slotProps={{
          chip: { size: 'small', sx: tagChip },
          paper: { sx: { border: '1px solid var(--line)', boxShadow: 'var(--shadow-2)' } },
        }}
        renderInput={params => (
          <TextField
            {...params}
            size="small"
            placeholder={chosen.length === 0 ? t('boundAll') : ''}
            helperText={t('boundHint')}
          />
        )}
      />
      {chosen.length > 0 && wanted === null && (
        <Box sx={{ mt: 0.5, typography: 'small', color: count === 0 ? 'var(--warn)' : 'var(--muted)' }}>
          {count === 0 ? t('boundNone') : t('boundCount', { count, formatted: format.number(count) })}
        </Box>
      )}
    </Box>
  );
}
