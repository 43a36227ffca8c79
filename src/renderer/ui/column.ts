import type { ReactNode } from 'react';
import type { CsvCell } from '#shared/lib/csv.ts';

/** By which column a table is sorted, and which way. */
export type Sorted<Sort extends string> = { by: Sort; order: 'asc' | 'desc' };

/** A column of a table: what it shows, sorts by and hands out. */
export type Column<Row, Sort extends string> = {
  label: string;
  /** What stands in the cell; nothing is shown for null, and on a phone no place is kept for it. */
  value: (row: Row) => ReactNode;
  /** What a file has of it, and what a list that is there whole is sorted by; left out, the file goes without it. */
  cell?: (row: Row) => CsvCell;
  /** What it is called in a file, where that is not enough: in what it counts. */
  fileLabel?: string;
  /** By what the list is sorted when its head is chosen; without it, it cannot be. */
  sort?: Sort;
  /** Which way one wants it first: names from A, dates from today. */
  first?: 'asc' | 'desc';
  /** The pixels it needs, and its share of what is left over. */
  width: readonly [needed: number, share?: number];
  /** Of the first: pixels of the picture before the name, after which its parts begin on a phone. */
  indent?: number;
  /** On a phone its label comes before it: alone, nobody would know what it says. */
  named?: boolean;
  /** A number: under one another, they end at the same place; named on a phone. */
  number?: boolean;
  /** Left out where not every column has its place. */
  roomy?: boolean;
  /** What can be done with the row: without a head, and beside the name on a phone. The last column. */
  deeds?: boolean;
};
