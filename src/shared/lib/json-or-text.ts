/** What a text says as JSON; the text itself where it is none, for whoever tells what is wrong with it. */
export function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}
