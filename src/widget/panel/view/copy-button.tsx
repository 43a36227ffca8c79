import { useState } from '../dom/hooks.ts';
import { usePanel } from '../tools.ts';
import { IconButton } from './icon-button.tsx';

const SHOWN_MS = 2_000;

export function CopyButton({ text }: { text: string }) {
  const { controller, t } = usePanel();
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    const done = await copyText(text);
    if (!done) controller.notify('bad', t('copyFailed'));
    setCopied(done);
    window.setTimeout(() => setCopied(false), SHOWN_MS);
  };
  return (
    <span class="copy">
      <IconButton
        icon={copied ? 'check' : 'copy'}
        words={copied ? t('copied') : t('copy')}
        class="small"
        onclick={() => void copy()}
      />
      <span class="unseen" role="status">
        {copied && t('copied')}
      </span>
    </span>
  );
}

/** Puts text on the clipboard. Browsers offer the modern way to encrypted pages only; an office often has none. */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const active = document.activeElement;
    const field = document.createElement('textarea');
    field.className = 'unseen';
    field.value = text;
    document.body.append(field);
    field.select();
    const done = document.execCommand('copy');
    field.remove();
    if (active instanceof HTMLElement) active.focus();
    return done;
  }
}
