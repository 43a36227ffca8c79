import Box from '@mui/material/Box';
import { LoadingState } from '../ui/states.tsx';

export function LoadingPage() {
  return (
    <Box sx={{ p: { xs: 2, md: '28px' } }}>
      <LoadingState />
    </Box>
  );
}
