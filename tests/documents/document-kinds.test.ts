import { expect, it } from 'vitest';
import { wording } from '#main/features/conversations/wording.ts';
import { MEDIA_TYPES } from '#main/ingest/detect-type.ts';

it.each(Object.entries(MEDIA_TYPES))('a document of the kind %s is called by a word', (_type, mediaType) => {
  for (const language of ['fr', 'en'] as const)
    expect(Object.keys(wording[language].overview.kinds)).toContain(mediaType);
});
