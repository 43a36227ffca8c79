import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isInFront, useSayingInFront } from '../../state/in-front.ts';

type Unread = { count: number; latestId: string | null };

const loadDesktop = () => import('../../features/notifications/desktop.ts');

/** Tells of what is new since the page was opened: a screen reader once, and the system while nobody looks. */
export function useNews(unread: Unread | undefined): { text: string; times: number } {
  const { t } = useTranslation('shell');
  const navigate = useNavigate();
  const before = useRef<Unread | undefined>(undefined);
  const [said, setSaid] = useState({ text: '', times: 0 });
  useSayingInFront();
  useEffect(() => {
    const known = before.current;
    before.current = unread ?? known;
    if (known === undefined || unread === undefined) return;
    const { count, latestId } = unread;
    if (latestId === null || (known.latestId !== null && latestId <= known.latestId)) return;
    const fresh = count - known.count;
    if (fresh > 0)
      setSaid(({ times }) => ({ text: t('notificationsNew', { count: fresh }), times: times + 1 }));
    if (isInFront()) return;
    void loadDesktop().then(({ tellDesktop }) => tellDesktop(known.latestId, place => void navigate(place)));
  }, [unread, t, navigate]);
  return said;
}
