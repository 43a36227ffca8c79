import type { DocumentBuilder } from '../document-builder.ts';
import { BADLY_RECOGNISED_BELOW } from './recognised-page.ts';
import type { RecognisedPage } from './recognised-page.ts';

/** Tells of recognised pages whose words are uncertain. @param total how many pages there are */
export function warnOfBadlyRecognised(
  recognised: readonly RecognisedPage[],
  total: number,
  builder: DocumentBuilder,
): void {
  const badly = recognised.filter(
    ({ confidence, lines }) => lines.length > 0 && confidence < BADLY_RECOGNISED_BELOW,
  );
  const places = badly.map(({ page }) => page).toSorted((one, two) => one - two);
  builder.warnOf('badly_recognised', places.map(String), total, 'pages');
}
