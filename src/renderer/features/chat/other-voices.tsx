import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import type { Message } from '#shared/contract/messages.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { initialsOf } from '../../ui/initials-of.ts';
import { MessageFiles } from './message-files.tsx';

/** What a person of the office wrote in the chatbot's place, under their name. */
export function OperatorMessage({ message: { sender, content, parts } }: { message: Message }) {
  const { t } = useTranslation('chat');
  const name = sender.name ?? t('operator');
  return (
    <Box
      role="article"
      aria-label={t('answerOf', { name })}
      sx={{
        display: 'grid',
        gridTemplateColumns: '30px minmax(0, 1fr)',
        gap: 1.5,
        mb: 3,
        typography: 'lead',
      }}
    >
      <Avatar text={initialsOf(name)} color="var(--muted)" size={30} />
      <div>
        <Box sx={{ typography: 'small', fontWeight: 600 }}>{name}</Box>
        <Box sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', lineHeight: 1.62 }}>{content}</Box>
        <MessageFiles parts={parts} side="start" />
      </div>
    </Box>
  );
}

/** What happened in the conversation, said by nobody. */
export function SystemLine({ text }: { text: string }) {
  return (
    <Box
      role="note"
      sx={{
        mb: 3,
        textAlign: 'center',
        typography: 'small',
        color: 'var(--muted)',
        overflowWrap: 'anywhere',
      }}
    >
      {text}
    </Box>
  );
}
