import { z } from 'zod';

export type FormField = { isRequired: boolean; isRepeated: boolean };

/** The fields of a form, by the input of its route: all of it that its path does not say. */
export function formFieldsOf(inputSchema: unknown, path: string): ReadonlyMap<string, FormField> {
  const shape: Readonly<Record<string, z.core.$ZodType>> =
    inputSchema instanceof z.ZodObject ? inputSchema.shape : {};
  const fields = Object.entries(shape).filter(([name]) => !path.includes(`{${name}}`));
  return new Map(
    fields.map(([name, schema]) => [
      name,
      { isRequired: !z.safeParse(schema, undefined).success, isRepeated: isList(schema) },
    ]),
  );
}

function isList(schema: z.core.$ZodType): boolean {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable)
    return isList(schema.unwrap());
  return schema instanceof z.ZodArray;
}
