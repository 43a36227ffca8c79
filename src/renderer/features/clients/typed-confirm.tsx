import Box from '@mui/material/Box';
import type { UseMutationResult } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { Erasure } from '#shared/contract/privacy.ts';
import { Field } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';

type Props = {
  title: string;
  /** What will happen, in words. */
  children: ReactNode;
  /** What must be typed. */
  expected: string;
  /** Asks to type it. */
  question: string;
  confirm: string;
  erasing: UseMutationResult<Erasure, Error, string>;
  onClose: () => void;
};

/** The question before what cannot be undone: a name is typed, so that no one gets there by clicking on. */
export function TypedConfirm({ title, children, expected, question, confirm, erasing, onClose }: Props) {
  const [typed, setTyped] = useState('');
  const right = same(typed, expected);
  return (
    <FormDialog
      title={title}
      submit={confirm}
      disabled={!right || erasing.isPending}
      error={erasing.error}
      destructive
      size="sm"
      onSubmit={() => erasing.mutate(typed)}
      onClose={onClose}
    >
      <Box sx={{ color: 'var(--muted)', mb: 2.5 }}>{children}</Box>
      <Field
        autoFocus
        label={question}
        autoComplete="off"
        value={typed}
        onChange={event => setTyped(event.target.value)}
        slotProps={{ htmlInput: { spellCheck: false, autoCapitalize: 'none' } }}
      />
    </FormDialog>
  );
}

/** As the core compares them: spaces at the ends do not count, and letters are the same however they are composed. */
function same(typed: string, expected: string): boolean {
  const plain = (text: string) => text.trim().normalize();
  const address = expected.includes('@');
  return address
    ? plain(typed).toLowerCase() === plain(expected).toLowerCase()
    : plain(typed) === plain(expected);
}
