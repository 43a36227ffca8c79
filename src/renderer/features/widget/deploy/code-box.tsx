import Box from '@mui/material/Box';
import { useId } from 'react';
import { CopyButton } from '../../../ui/copy-button.tsx';

/** A text to be copied whole, with what it is. Long lines wrap: they are copied, not read across. */
export function CodeBox({ label, text }: { label: string; text: string }) {
  const id = useId();
  return (
    <Box
      sx={{ background: 'var(--surface-2)', borderRadius: 'var(--r-s)', p: '6px 6px 10px 12px', minWidth: 0 }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', color: 'var(--muted)', typography: 'small' }}>
        <Box id={id} sx={{ flex: 1 }}>
          {label}
        </Box>
        <CopyButton text={text} />
      </Box>
      <Box
        component="pre"
        role="group"
        aria-labelledby={id}
        sx={{
          m: 0,
          pr: 1,
          fontFamily: 'monospace',
          typography: 'small',
          lineHeight: 1.55,
          whiteSpace: 'pre-wrap',
          overflowWrap: 'anywhere',
        }}
      >
        {text}
      </Box>
    </Box>
  );
}
