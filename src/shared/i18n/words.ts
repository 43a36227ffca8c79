/** The same keys with other words: what every translation of a catalogue must be. */
export type Words<Shape> = { [Key in keyof Shape]: Shape[Key] extends string ? string : Words<Shape[Key]> };
