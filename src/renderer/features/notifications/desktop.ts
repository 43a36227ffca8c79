import type { Notification as Told } from '#shared/contract/notifications.ts';
import { client } from '../../rpc/client.ts';
import { shownLanguage } from '../../state/i18n.ts';
import { IN_FRONT } from '../../state/in-front.ts';
import { addressOf } from './looks.ts';

const LOOKED_AT = 20;
const SHOWN_AT_ONCE = 3;
/** The newest that the system was shown, by whichever window: each is told once. */
const REMEMBERED = 'foyer.told';
const ONE_AT_A_TIME = 'foyer.telling';

export type DesktopState = 'granted' | 'default' | 'denied' | 'insecure' | 'missing';

/** Whether this browser shows notifications of the system at all, and whether it was allowed to. */
export function desktopState(): DesktopState {
  if (!window.isSecureContext) return 'insecure';
  if (!('Notification' in window)) return 'missing';
  return Notification.permission;
}

export async function askForDesktop(): Promise<DesktopState> {
  await Notification.requestPermission();
  return desktopState();
}

type Opening = (place: ReturnType<typeof addressOf>) => void;

/** Shows what is new since a notification and wished on the desktop, unless another window did, or is in front. */
export async function tellDesktop(after: string | null, open: Opening): Promise<void> {
  if (desktopState() !== 'granted') return;
  await navigator.locks.request(ONE_AT_A_TIME, async () => {
    const { held = [] } = await navigator.locks.query();
    if (held.some(({ name }) => name === IN_FRONT)) return;
    const { items } = await client.notifications.list({ limit: LOOKED_AT });
    const told = localStorage.getItem(REMEMBERED) ?? '';
    const isNew = ({ id, rings }: Told) => rings && id > told && (after === null || id > after);
    for (const each of items.filter(isNew).slice(0, SHOWN_AT_ONCE).toReversed()) show(each, open);
    const [newest] = items;
    if (newest !== undefined && newest.id > told) localStorage.setItem(REMEMBERED, newest.id);
  });
}

/** The kind and the client: what somebody wrote is for who opens it. */
function show(told: Told, open: Opening): void {
  const { id, called, place, clientName } = told;
  const shown = new Notification(called[shownLanguage()], {
    body: clientName ?? '',
    tag: id,
  });
  shown.onclick = () => {
    shown.close();
    window.focus();
    open(addressOf(place));
    void client.notifications.markRead({ ids: [id] });
  };
}
