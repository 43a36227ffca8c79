import { DEFAULT_READING_LIMITS } from '#shared/contract/reading-limits.ts';
import { createDocumentBuilder } from '#main/ingest/document-builder.ts';
import * as docx from '#main/ingest/formats/docx.ts';
import { allowanceOf, createEnclosing } from '#main/ingest/formats/enclosed-files.ts';
import * as epub from '#main/ingest/formats/epub.ts';
import * as odp from '#main/ingest/formats/odp.ts';
import * as odt from '#main/ingest/formats/odt.ts';
import * as pptx from '#main/ingest/formats/pptx.ts';

/** What a reader is given where nothing in pictures is recognised. */
const nothingWithin = () =>
  createEnclosing(
    () => Promise.resolve(createDocumentBuilder().build(null)),
    allowanceOf(DEFAULT_READING_LIMITS, 0),
  );

/** The readers of files that show pictures, by themselves. */
export const extractDocx = (bytes: Buffer) => docx.extractDocx(bytes, nothingWithin());
export const extractEpub = (bytes: Buffer) => epub.extractEpub(bytes, nothingWithin());
export const extractOdp = (bytes: Buffer) => odp.extractOdp(bytes, nothingWithin());
export const extractOdt = (bytes: Buffer) => odt.extractOdt(bytes, nothingWithin());
export const extractPptx = (bytes: Buffer) => pptx.extractPptx(bytes, nothingWithin());
