import type { DocumentBuilder } from '../document-builder.ts';
import { isBadlyRecognised } from './recognised-page.ts';
import type { RecognisedPage } from './recognised-page.ts';

/** Tells of recognised pages whose words are uncertain. @param total how many pages there are */
export function warnOfBadlyRecognised(
  recognised: readonly RecognisedPage[],
  total: number,
  builder: DocumentBuilder,
): void {
  const places = recognised
    .filter(isBadlyRecognised)
    .map(({ page }) => page)
    .toSorted((one, two) => one - two);
  builder.warnOf('badly_recognised', places.map(String), total, 'pages');
}
