/** Lines of a list as they are kept: without the spaces around them, and without those left empty. */
export function filledLines(lines: readonly string[]): string[] {
  return lines.map(line => line.trim()).filter(line => line !== '');
}
