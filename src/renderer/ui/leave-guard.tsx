import { useBlocker } from '@tanstack/react-router';
import { useEffect } from 'react';
import { ConfirmDialog } from './confirm-dialog.tsx';

type Props = {
  unsaved: boolean;
  /** While it is true nothing is asked: once all is saved the person goes on. */
  saving: boolean;
  /** Of the page whose changes they are: going to another address of it loses nothing. */
  stays?: (current: string, next: string) => boolean;
  /** What was edited is gone: there is nothing to lose. */
  removed?: { readonly current: boolean };
  words: { title: string; body: string; leave: string };
};

/** Leaving with unsaved changes asks first, in the application and when the window closes. */
export function LeaveGuard({ unsaved, saving, stays, removed, words }: Props) {
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) =>
      unsaved && removed?.current !== true && stays?.(current.pathname, next.pathname) !== true,
    enableBeforeUnload: unsaved,
    withResolver: true,
  });
  const blocked = blocker.status === 'blocked';
  useEffect(() => {
    if (blocked && !unsaved) blocker.proceed?.();
  }, [blocked, unsaved, blocker]);
  return (
    <ConfirmDialog
      open={blocked && unsaved && !saving}
      title={words.title}
      confirm={words.leave}
      destructive
      onConfirm={() => blocker.proceed?.()}
      onClose={() => blocker.reset?.()}
    >
      {words.body}
    </ConfirmDialog>
  );
}
