import Box from '@mui/material/Box';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Tag } from '#shared/contract/tags.ts';
import { ActionMenu } from '../../ui/action-menu.tsx';
import { useFormat } from '../../ui/format.ts';
import { LinkBox } from '../../ui/link-box.tsx';
import { MergeTag, RemoveTag, RenameTag } from './tag-dialogs.tsx';

type Props = { tag: Tag; all: readonly Tag[]; mayEdit: boolean };

/** One tag: what it is called, what has it, what can be done with it. */
export function TagLine({ tag, all, mayEdit }: Props) {
  const { t } = useTranslation('tags');
  const format = useFormat();
  const [open, setOpen] = useState<'rename' | 'merge' | 'remove' | null>(null);
  const { id, name, documents, sources, chatbots } = tag;
  const counted = [
    t('documents', { count: documents, formatted: format.number(documents) }),
    ...(sources > 0 ? [t('sources', { count: sources, formatted: format.number(sources) })] : []),
    ...(chatbots.length > 0 ? [t('boundTo', { names: chatbots.map(bot => bot.name).join(', ') })] : []),
  ];
  const close = () => setOpen(null);
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1.5,
        p: '8px 8px 8px 16px',
        '&:not(:first-of-type)': { borderTop: '1px solid var(--line)' },
      }}
    >
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <LinkBox
          to="/knowledge"
          search={{ tag: id }}
          sx={{ fontWeight: 570, color: 'var(--text)', overflowWrap: 'anywhere' }}
        >
          {name}
        </LinkBox>
        <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{counted.join(' · ')}</Box>
      </Box>
      {mayEdit && (
        <ActionMenu
          size="small"
          label={t('actions', { name })}
          actions={[
            { label: t('rename'), icon: 'edit', onChoose: () => setOpen('rename') },
            all.length > 1 && { label: t('merge'), icon: 'copy', onChoose: () => setOpen('merge') },
            { label: t('remove'), icon: 'trash', destructive: true, onChoose: () => setOpen('remove') },
          ]}
        />
      )}
      {open === 'rename' && <RenameTag tag={tag} onClose={close} />}
      {open === 'merge' && <MergeTag tag={tag} all={all} onClose={close} />}
      {open === 'remove' && <RemoveTag tag={tag} onClose={close} />}
    </Box>
  );
}
