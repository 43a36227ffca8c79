import { useState } from 'preact/hooks';
import { Icon } from './icon.tsx';
import { usePanel } from './panel-context.ts';

const SHOWN_MS = 2_000;

export function CopyButton({ text }: { text: string }) {
  const { controller, t } = usePanel();
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    if (await copyText(text)) {
      setCopied(true);
      window.setTimeout(() => setCopied(false), SHOWN_MS);
    } else controller.notify({ tone: 'bad', text: t('copyFailed') });
  };
  return (
    <button type="button" class="small copy" onClick={() => void copy()} title={t('copy')}>
      <Icon name={copied ? 'check' : 'copy'} />
      <span class="unseen" role="status">
        {copied ? t('copied') : ''}
      </span>
      <span class="unseen">{t('copy')}</span>
    </button>
  );
}

/** Puts text on the clipboard. Browsers offer the modern way to encrypted pages only; an office often has none. */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text);
  }
}

function copySelected(text: string): boolean {
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
