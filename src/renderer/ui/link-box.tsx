import Box, { type BoxProps } from '@mui/material/Box';
import { createLink } from '@tanstack/react-router';

function AnchorBox(props: BoxProps<'a'>) {
  return <Box component="a" {...props} />;
}

/** A whole surface (a row, a card) that goes to another page. */
export const LinkBox = createLink(AnchorBox);
