import type { OpenAPI } from '@orpc/openapi';
import type { FileGiven } from '#shared/contract/files.ts';
import type { FilesTaken } from '#shared/contract/route.ts';
import { contentOf } from './open-api-reading.ts';

/** Beginnings of files, as one would see them. */
const beginnings: Readonly<Record<string, string>> = {
  'application/octet-stream': '%PDF-1.7 …',
  'application/zip': 'PK …',
  'image/png': '‰PNG …',
  'text/csv': 'Number,Date,…',
};

/** What the schemas of a route do not say: that its input is a form with files, or its answer a file. */
export function describeFiles(
  operation: OpenAPI.OperationObject,
  { takes, gives }: { takes: FilesTaken | null; gives: FileGiven | null },
): void {
  if (takes !== null) operation.requestBody = formOf(operation.requestBody, takes);
  if (gives !== null) operation.responses = { ...operation.responses, '200': fileOf(gives) };
}

/** The fields as the generator described them, and the files after them. */
function formOf(
  body: OpenAPI.OperationObject['requestBody'],
  { maxFiles, maxBytes, mediaTypes }: FilesTaken,
): OpenAPI.RequestBodyObject {
  const [described] = contentOf(body);
  const fields = described?.[1].schema as OpenAPI.SchemaObject | undefined;
  const file = { type: 'string', format: 'binary' } as const;
  const most = `At most ${maxBytes} bytes`;
  return {
    required: true,
    content: {
      'multipart/form-data': {
        schema: {
          type: 'object',
          required: [...(fields?.required ?? []), 'file'],
          properties: {
            ...fields?.properties,
            file:
              maxFiles === 1
                ? { ...file, description: `${most}.` }
                : {
                    type: 'array',
                    items: file,
                    minItems: 1,
                    maxItems: maxFiles,
                    description: `${most} each; the fields before them.`,
                  },
          },
        },
        ...(mediaTypes === undefined ? {} : { encoding: { file: { contentType: mediaTypes.join(', ') } } }),
      },
    },
  };
}

function fileOf({ mediaType }: FileGiven): OpenAPI.ResponseObject {
  const schema = mediaType.startsWith('text/')
    ? ({ type: 'string' } as const)
    : ({ type: 'string', format: 'binary' } as const);
  const example = beginnings[mediaType] ?? 'the bytes of the file';
  return { description: 'The file, as an attachment', content: { [mediaType]: { schema, example } } };
}
