import Box from '@mui/material/Box';
import type { Document } from '#shared/contract/document.ts';

/** The tags of a document, in a line or two. */
export function TagChips({ tags }: { tags: Document['tags'] }) {
  if (tags.length === 0) return null;
  return (
    <Box component="span" sx={{ display: 'flex', flexWrap: 'wrap', gap: '4px', mt: '4px' }}>
      {tags.map(({ id, name }) => (
        <Box
          component="span"
          key={id}
          sx={{
            typography: 'small',
            lineHeight: '18px',
            p: '0 7px',
            borderRadius: '9px',
            background: 'var(--surface-2)',
            border: '1px solid var(--line)',
            color: 'var(--muted)',
            overflowWrap: 'anywhere',
          }}
        >
          {name}
        </Box>
      ))}
    </Box>
  );
}
