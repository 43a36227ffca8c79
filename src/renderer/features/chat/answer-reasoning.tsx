import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';

/** How the model reasoned: folded, plain text, and said to be no part of the answer. */
export function AnswerReasoning({ text }: { text: string }) {
  const { t } = useTranslation('chat');
  return (
    <Box
      component="details"
      sx={{
        mb: 1,
        typography: 'small',
        color: 'var(--muted)',
        '& > summary': { cursor: 'pointer', width: 'fit-content' },
      }}
    >
      <summary>{t('reasoning')}</summary>
      <Box sx={{ typography: 'small', mt: 0.5 }}>{t('reasoningNote')}</Box>
      <Box
        tabIndex={0}
        role="region"
        aria-label={t('reasoning')}
        sx={{
          mt: 0.75,
          pl: 1.5,
          borderLeft: '2px solid var(--line)',
          maxHeight: 320,
          overflow: 'auto',
          whiteSpace: 'pre-wrap',
          overflowWrap: 'anywhere',
          lineHeight: 1.5,
        }}
      >
        {text.trim()}
      </Box>
    </Box>
  );
}
