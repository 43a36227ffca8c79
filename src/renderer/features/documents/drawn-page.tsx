import Box from '@mui/material/Box';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DocumentPage, PageLayout } from '#shared/contract/document.ts';
import { PAGE_WIDTH_MAX, PAGE_WIDTH_MIN } from '#shared/contract/limits.ts';
import { fileAddress } from '../../rpc/files.ts';

type Props = {
  page: DocumentPage;
  layout: PageLayout;
  zoom: number;
  /** Changes when the passage must be shown again, even the same one. */
  shownAt: number;
  onFailed: () => void;
};

/** A page that fits is no wider than this: letters would be larger than on paper. */
const WIDEST_FIT = 860;
/** Pictures of so many pixels are asked for, so that a window that is pulled wider asks seldom. */
const WIDTH_STEP = 100;
/** Room around the words of a passage, as a share of a line. */
const AROUND = 0.12;

/** A page as it looks, with the passage marked on it and scrolled to. */
export function DrawnPage({ page, layout, zoom, shownAt, onFailed }: Props) {
  const { t } = useTranslation('documents');
  const room = useRef<HTMLDivElement>(null);
  const [fit, setFit] = useState(0);
  const width = Math.round(fit * zoom);

  useLayoutEffect(() => {
    const element = room.current;
    if (!element) return;
    const measure = () => setFit(Math.min(WIDEST_FIT, element.clientWidth));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const isMeasured = fit > 0;
  useEffect(() => {
    const scroller = room.current?.closest('[data-scroller]');
    if (!scroller || !isMeasured) return;
    const mark = room.current?.querySelector('mark');
    const from = scroller.getBoundingClientRect();
    const at = mark?.getBoundingClientRect();
    // A third from the top: the passage, and what leads to it.
    scroller.scrollTo({
      top: at === undefined ? 0 : scroller.scrollTop + at.top - from.top - scroller.clientHeight / 3,
      left: at === undefined ? 0 : scroller.scrollLeft + at.left - from.left - scroller.clientWidth / 3,
    });
  }, [layout, shownAt, isMeasured]);

  const pixels = Math.ceil((width * window.devicePixelRatio) / WIDTH_STEP) * WIDTH_STEP;
  const asked = Math.min(PAGE_WIDTH_MAX, Math.max(PAGE_WIDTH_MIN, pixels));
  const text = page.blocks.map(block => block.text).join('\n');
  return (
    <Box ref={room} sx={{ width: '100%' }}>
      {isMeasured && (
        <Box
          component="article"
          aria-label={t('pagePicture', { title: page.title, page: page.page, count: page.pageCount })}
          sx={{
            position: 'relative',
            width,
            mx: 'auto',
            aspectRatio: `${layout.width} / ${layout.height}`,
            background: '#fff', // paper, by day and by night
            boxShadow: 'var(--shadow-2)',
          }}
        >
          <Box
            component="img"
            key={page.page}
            alt=""
            src={fileAddress('/documents/{id}/page/image', {
              id: page.documentId,
              page: page.page,
              width: asked,
            })}
            onError={onFailed}
            sx={{ position: 'absolute', inset: 0, width: '100%', height: '100%', display: 'block' }}
          />
          {layout.boxes.map(({ left, top, width: across, height }) => (
            <Box
              component="mark"
              aria-hidden
              key={`${left}-${top}`}
              sx={{
                position: 'absolute',
                left: `${left * 100}%`,
                top: `${(top - height * AROUND) * 100}%`,
                width: `${across * 100}%`,
                height: `${height * (1 + 2 * AROUND) * 100}%`,
                background: 'var(--paper-mark)',
                mixBlendMode: 'multiply',
                borderRadius: '2px',
                pointerEvents: 'none',
              }}
            />
          ))}
          <Box sx={HEARD_ONLY}>{text.trim() === '' ? t('emptyPage') : text}</Box>
        </Box>
      )}
    </Box>
  );
}

/** The words of the picture, for whoever does not see it. */
const HEARD_ONLY = {
  position: 'absolute',
  width: '1px',
  height: '1px',
  overflow: 'hidden',
  clipPath: 'inset(50%)',
  whiteSpace: 'pre-line',
} as const;
