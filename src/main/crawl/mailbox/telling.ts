import type { MailboxSettings } from '#shared/contract/mailboxes.ts';
import type { Look, Sighting, Validators } from '#main/features/sources/kinds.ts';
import type { Message } from './messages.ts';

const TOLD_AT_ONCE = 100;

/** The same message: at its place, or, where the places were numbered anew, of the same name and size. */
function isSame(known: Validators, { uid, size }: Message, uidValidity: string): boolean {
  return (known.uidValidity === uidValidity && known.uid === uid) || known.size === size;
}

/** Tells what is as it was, there twice, too large or beyond what is wanted. @returns what is to be read */
export async function tellWhatIsKnown(
  look: Look<MailboxSettings>,
  messages: readonly Message[],
  { uidValidity, maxBytes }: { uidValidity: string; maxBytes: number },
): Promise<Map<string, Message>> {
  const waiting = new Map<string, Message>();
  const seen = new Set<string>();
  let told: Sighting[] = [];
  const tell = async () => {
    const all = told;
    told = [];
    await Promise.all(all.map(look.report)); // one flush to the disk for all of them
  };
  let taken = 0;
  for (const message of messages) {
    const { key, uid, size, subject: title } = message;
    if (seen.has(key)) continue; // the same message lies there twice
    seen.add(key);
    const isBeyond = taken >= look.settings.messages;
    taken += 1;
    if (look.told(key)) continue; // before a kill
    const known = look.known(key)?.validators;
    if (known !== undefined && (isBeyond || isSame(known, message, uidValidity)))
      told.push({ type: 'unchanged', key, validators: { ...known, uid, uidValidity, size } });
    else if (isBeyond) told.push({ type: 'skipped', key, title, reason: 'over_the_cap' });
    else if (size > maxBytes) told.push({ type: 'skipped', key, title, reason: 'too_large' });
    else waiting.set(key, message);
    if (told.length >= TOLD_AT_ONCE) await tell();
  }
  await tell();
  return waiting;
}
