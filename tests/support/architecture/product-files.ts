import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { SourceFile } from './layers.ts';

/** Tests may reach across layers to build what they test; the product may not. */
export function productFiles(root: string): SourceFile[] {
  return readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter(
      entry =>
        entry.isFile() &&
        !/[\\/]modules[\\/][^\\/]+[\\/]tests/.test(entry.parentPath) &&
        /\.tsx?$/.test(entry.name) &&
        !/\.(test|type-test)\.tsx?$/.test(entry.name),
    )
    .map(entry => join(entry.parentPath, entry.name))
    .map(file => ({ path: relative(root, file).split(sep).join('/'), text: readFileSync(file, 'utf8') }));
}
