/** A place on a page as it is shown, in shares (0 to 1) of its width and height, from its upper left. */
export type Box = { left: number; top: number; width: number; height: number };

export type PlacedWord = Box & { text: string };
