import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import type { MessagePart } from '#shared/contract/message-parts.ts';

type Part<Type extends MessagePart['type']> = Extract<MessagePart, { type: Type }>;

type Props = {
  name: string;
  call: Part<'tool_call'> | undefined;
  result: Part<'tool_result'> | undefined;
};

/** A tool that the chatbot asked: a quiet line, with what was asked and given back folded below it. */
export function ToolUse({ name, call, result }: Props) {
  const { t } = useTranslation('chat');
  return (
    <Box
      component="details"
      sx={{
        mb: 1,
        typography: 'small',
        color: 'var(--muted)',
        '& > summary': { cursor: 'pointer', width: 'fit-content', overflowWrap: 'anywhere' },
      }}
    >
      <summary>{t(result?.isError ? 'lookUpFailed' : 'lookedUp', { name })}</summary>
      {call && <Exchanged label={t('toolAsked')} text={JSON.stringify(call.arguments, null, 2)} />}
      {result && <Exchanged label={t(result.isError ? 'toolError' : 'toolGave')} text={result.result} />}
    </Box>
  );
}

function Exchanged({ label, text }: { label: string; text: string }) {
  return (
    <>
      <Box sx={{ typography: 'small', mt: 0.75 }}>{label}</Box>
      <Box
        tabIndex={0}
        role="region"
        aria-label={label}
        sx={{
          mt: 0.5,
          pl: 1.5,
          borderLeft: '2px solid var(--line)',
          maxHeight: 240,
          overflow: 'auto',
          whiteSpace: 'pre-wrap',
          overflowWrap: 'anywhere',
          fontFamily: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
          typography: 'small',
          lineHeight: 1.5,
        }}
      >
        {text}
      </Box>
    </>
  );
}
