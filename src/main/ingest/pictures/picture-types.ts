/** Pictures whose text is recognised, and their media types. */
export const PICTURE_MEDIA_TYPES = {
  png: 'image/png',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  tiff: 'image/tiff',
  heic: 'image/heic',
  gif: 'image/gif',
  bmp: 'image/bmp',
} as const;

export type PictureType = keyof typeof PICTURE_MEDIA_TYPES;

const isKey = (name: string): name is PictureType => Object.hasOwn(PICTURE_MEDIA_TYPES, name);

/** The picture of a media type, as signatures of files tell it; null for anything else. */
export function pictureTypeOf(mediaType: string): PictureType | null {
  if (mediaType === 'image/heif') return 'heic';
  const name = mediaType.replace(/^image\//u, '');
  return isKey(name) && PICTURE_MEDIA_TYPES[name] === mediaType ? name : null;
}
