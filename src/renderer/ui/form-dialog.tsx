import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from './problem-note.tsx';

type FormDialogProps = {
  title: string;
  children: ReactNode;
  /** What the button says that does it. */
  submit: string;
  onSubmit: () => void;
  onClose: () => void;
  /** While it is being done, or cannot be done yet. */
  disabled?: boolean;
  /** Marks what cannot be undone. */
  destructive?: boolean;
  size?: 'xs' | 'sm' | 'md';
  /** What went wrong when it was tried; what was filled in stays. */
  error?: unknown;
  /** What stands at the left of the buttons. */
  beside?: ReactNode;
};

/** Something that is filled in, above the page: Enter does it, Escape leaves it. */
export function FormDialog({
  title,
  children,
  submit,
  onSubmit,
  onClose,
  disabled = false,
  destructive = false,
  size = 'xs',
  error,
  beside,
}: FormDialogProps) {
  const { t } = useTranslation('common');
  const titleId = useId();
  return (
    <Dialog open onClose={onClose} aria-labelledby={titleId} maxWidth={size} fullWidth scroll="paper">
      <Box
        component="form"
        noValidate
        onSubmit={event => {
          event.preventDefault();
          if (!disabled) onSubmit();
        }}
        sx={{ display: 'flex', flexDirection: 'column', minHeight: 0 }}
      >
        <DialogTitle id={titleId} sx={{ overflowWrap: 'anywhere' }}>
          {title}
        </DialogTitle>
        <DialogContent>
          {children}
          {error ? (
            <Box sx={{ mt: 2 }}>
              <ProblemNote error={error} />
            </Box>
          ) : null}
        </DialogContent>
        <DialogActions sx={{ flexWrap: 'wrap', rowGap: 1 }}>
          {beside !== undefined && <Box sx={{ flex: 1 }}>{beside}</Box>}
          <Button variant="text" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button
            type="submit"
            variant="contained"
            color={destructive ? 'error' : 'primary'}
            disabled={disabled}
          >
            {submit}
          </Button>
        </DialogActions>
      </Box>
    </Dialog>
  );
}
