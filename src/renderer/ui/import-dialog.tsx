import Box from '@mui/material/Box';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { FileChooser } from './file-chooser.tsx';
import { FormDialog } from './form-dialog.tsx';
import { LoadingState } from './states.tsx';
import { ProblemNote } from './problem-note.tsx';

type Props<Look extends { added: number; changed: number }, Taken> = {
  title: string;
  hint: string;
  choose: string;
  accept: string;
  maxBytes: number;
  tooLarge: string;
  confirm: string;
  /** What would become of the file, line by line; nothing is changed. */
  look: (file: File) => Promise<Look>;
  take: (file: File) => Promise<Taken>;
  onTaken: (taken: Taken) => Promise<void>;
  onClose: () => void;
  children: (look: Look) => ReactNode;
};

/** A file that brings many things at once: chosen, looked at, then taken over. */
export function ImportDialog<Look extends { added: number; changed: number }, Taken>({
  title,
  hint,
  choose,
  accept,
  maxBytes,
  tooLarge,
  confirm,
  look,
  take,
  onTaken,
  onClose,
  children,
}: Props<Look, Taken>) {
  const [file, setFile] = useState<File | null>(null);
  const looking = useMutation({ mutationFn: look });
  const taking = useMutation({ mutationFn: take, onSuccess: onTaken });
  const change = (chosen: File | undefined) => {
    if (chosen === undefined) return;
    setFile(chosen);
    looking.reset();
    taking.reset();
    if (chosen.size <= maxBytes) looking.mutate(chosen);
  };
  const result = looking.data;
  const changesNothing = result === undefined || result.added + result.changed === 0;
  return (
    <FormDialog
      title={title}
      submit={confirm}
      onSubmit={() => file !== null && taking.mutate(file)}
      onClose={onClose}
      error={taking.error}
      disabled={file === null || changesNothing || taking.isPending}
      size="sm"
    >
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
        <Box sx={{ color: 'var(--muted)' }}>{hint}</Box>
        <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'center', flexWrap: 'wrap' }}>
          <FileChooser label={choose} accept={accept} onChosen={([chosen]) => change(chosen)} />
          {file && <Box sx={{ overflowWrap: 'anywhere' }}>{file.name}</Box>}
        </Box>
        {file !== null && file.size > maxBytes && <Box role="alert">{tooLarge}</Box>}
        {looking.isPending && <LoadingState rows={2} />}
        {looking.isError && <ProblemNote error={looking.error} />}
        {result && children(result)}
      </Box>
    </FormDialog>
  );
}
