import Button from '@mui/material/Button';
import { createLink } from '@tanstack/react-router';

/** A button that goes to another page: a real link, so that it opens in a new tab and shows its address. */
export const LinkButton = createLink(Button);
