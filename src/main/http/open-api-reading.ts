import type { OpenAPI } from '@orpc/openapi';

/** A description of the API, and ways to read one. Apart from its making, which loads a generator. */
export type OpenApiDocument = OpenAPI.Document;

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;

export type DescribedOperation = {
  path: string;
  method: (typeof methods)[number];
  operation: OpenAPI.OperationObject;
};

/** Every operation of a description, in its order. */
export function operationsOf(description: OpenApiDocument): DescribedOperation[] {
  return Object.entries(description.paths ?? {}).flatMap(([path, item]) =>
    methods.flatMap(method => {
      const operation = item?.[method];
      return operation === undefined ? [] : [{ path, method, operation }];
    }),
  );
}

/** The parameters of an operation that stand in it; those it shares with others are references. */
export function parametersOf(operation: OpenAPI.OperationObject): OpenAPI.ParameterObject[] {
  return (operation.parameters ?? []).flatMap(parameter => ('$ref' in parameter ? [] : [parameter]));
}

/** What the body of a request or an answer may be, by media type. */
export function contentOf(
  body: OpenAPI.RequestBodyObject | OpenAPI.ResponseObject | OpenAPI.ReferenceObject | undefined,
): [string, OpenAPI.MediaTypeObject][] {
  return body === undefined || '$ref' in body ? [] : Object.entries(body.content ?? {});
}
