import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import IconButton from '@mui/material/IconButton';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Document } from '#shared/contract/document.ts';
import type { TagProposal } from '#shared/contract/tags.ts';
import { client, orpc } from '../../rpc/client.ts';
import { Icon } from '../../ui/icon.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { tagChip, TagField } from './tag-field.tsx';
import { useTagsReadAgain } from './use-tags.ts';

type Props = { document: Document; mayEdit: boolean };

/** The tags of one document: given and taken away by hand, those of its source, and what is proposed. */
export function DocumentTags({ document, mayEdit }: Props) {
  const { t } = useTranslation('tags');
  const toasts = useToasts();
  const readAgain = useTagsReadAgain();
  const { id, clientId, tags } = document;
  const give = useMutation({
    mutationFn: (change: { add?: string[]; remove?: string[] }) => client.tags.give({ ids: [id], ...change }),
    onSettled: readAgain,
    onError: toasts.failed,
  });
  const names = tags.map(({ name }) => name);
  return (
    <Box component="section" aria-label={t('ofDocument')} sx={{ minWidth: 0 }}>
      <Box sx={{ fontWeight: 570, mb: 0.75 }}>{t('ofDocument')}</Box>
      {tags.length === 0 && <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{t('none')}</Box>}
      <Box
        component="ul"
        sx={{ listStyle: 'none', m: 0, p: 0, display: 'flex', flexWrap: 'wrap', gap: 0.75 }}
      >
        {tags.map(tag => (
          <Box component="li" key={tag.id} sx={{ maxWidth: '100%' }}>
            <Chip
              size="small"
              sx={tagChip}
              label={tag.name}
              title={tag.byHand ? tag.name : t('ofSource')}
              {...(tag.byHand && mayEdit
                ? {
                    onDelete: () => give.mutate({ remove: [tag.id] }),
                    deleteIcon: (
                      <IconButton aria-label={t('take', { name: tag.name })}>
                        <Icon name="close" size={13} />
                      </IconButton>
                    ),
                  }
                : {})}
              {...(tag.byHand
                ? {}
                : {
                    icon: (
                      <Box component="span" sx={{ display: 'inline-flex' }}>
                        <Icon name="refresh" size={13} />
                      </Box>
                    ),
                  })}
            />
          </Box>
        ))}
      </Box>
      {mayEdit && (
        <>
          <Proposals document={document} />
          <Box sx={{ mt: 1.25 }}>
            <TagField
              clientId={clientId}
              label={t('addLabel')}
              hint={t('addHint')}
              names={[]}
              without={names}
              onChange={add => add.length > 0 && give.mutate({ add })}
            />
          </Box>
        </>
      )}
    </Box>
  );
}

function Proposals({ document: { id, clientId, tags } }: { document: Document }) {
  const { t } = useTranslation('tags');
  const toasts = useToasts();
  const readAgain = useTagsReadAgain();
  const proposed = useQuery(orpc.tags.proposed.queryOptions({ input: { id } }));
  const decide = useMutation({
    mutationFn: ({ key, accept }: { key: string; accept: boolean }) =>
      (accept ? client.tags.accept : client.tags.refuse)({ clientId, key, documentId: id }),
    onSettled: readAgain,
    onError: toasts.failed,
  });
  const there = new Set(tags.map(tag => tag.id));
  const shown = (proposed.data ?? []).filter(({ tagId }) => tagId === null || !there.has(tagId));
  if (shown.length === 0) return null;
  return (
    <Box role="group" aria-label={t('proposals')} sx={{ mt: 1.25 }}>
      <Box sx={{ color: 'var(--muted)', typography: 'small', mb: 0.5 }}>{t('proposals')}</Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75 }}>
        {shown.map(one => (
          <Proposal
            key={one.key}
            proposal={one}
            busy={decide.isPending}
            onDecide={accept => decide.mutate({ key: one.key, accept })}
          />
        ))}
      </Box>
    </Box>
  );
}

type ProposalProps = { proposal: TagProposal; busy: boolean; onDecide: (accept: boolean) => void };

function Proposal({ proposal: { name }, busy, onDecide }: ProposalProps) {
  const { t } = useTranslation('tags');
  return (
    <Box
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        border: '1px dashed var(--line)',
        borderRadius: '14px',
        minWidth: 0,
      }}
    >
      <Button
        size="small"
        variant="text"
        disabled={busy}
        aria-label={t('acceptNamed', { name })}
        onClick={() => onDecide(true)}
        startIcon={<Icon name="plus" size={13} />}
        sx={{ borderRadius: '14px', py: '2px', minWidth: 0, overflowWrap: 'anywhere' }}
      >
        {name}
      </Button>
      <IconButton
        size="small"
        disabled={busy}
        aria-label={t('refuseNamed', { name })}
        title={t('refuse')}
        onClick={() => onDecide(false)}
      >
        <Icon name="close" size={13} />
      </IconButton>
    </Box>
  );
}
